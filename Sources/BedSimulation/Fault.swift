/// One fault of a scenario: what, when, for how long, and which of its kind's variants.
public struct Fault: Hashable, Sendable, CustomStringConvertible {
  /// What it is.
  public var kind: FaultKind
  /// When it begins, in seconds from the scenario's start.
  public var start: Double
  /// How long its cause lasts, in seconds.
  public var seconds: Double
  /// Which of `kind.variants`.
  public var variant: Int

  /// Creates a fault.
  public init(_ kind: FaultKind, at start: Double, seconds: Double, variant: Int = 0) {
    self.kind = kind
    self.start = start
    self.seconds = seconds
    self.variant = variant
  }

  /// When its cause ends, in seconds.
  public var end: Double { start + seconds }

  /// Whether both can act at a time. Two disturbances of the same electrodes, or of the disk, make a third that nobody
  /// has stated a promise for, the same fault twice at a time is one, somebody does one thing after another, and the
  /// button's contacts are held or chatter.
  public func canOverlap(_ other: Fault) -> Bool {
    let (reach, otherReach) = (kind.traits.reach, other.kind.traits.reach)
    let areContacts = [kind, other.kind].allSatisfy { $0 == .buttonStuck || $0 == .buttonChatters }
    let isShared = reach == otherReach && [.electrodes, .disk, .people].contains(reach)
    return kind != other.kind && !areContacts && !isShared
  }

  /// As on the command line: kind, variant, start and length, such as `disk-full@200+30` or `not-eeg/shorted@10+40`.
  public var description: String {
    let name = kind.variants.isEmpty ? kind.rawValue : "\(kind.rawValue)/\(kind.variants[variant])"
    return "\(name)@\(Self.text(start))+\(Self.text(seconds))"
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\((seconds * 1000).rounded() / 1000)"
  }

  /// Reads what `description` writes.
  ///
  /// - Parameter text: The fault.
  /// - Throws: `FaultTextError` saying what is wrong.
  public init(_ text: String) throws(FaultTextError) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let times = parts.count == 2 ? parts[1].split(separator: "+").map { Double($0) } : []
    guard times.count == 2, let start = times[0], let seconds = times[1], start >= 0, seconds >= 0 else {
      throw FaultTextError(found: text, expected: "KIND@START+SECONDS or KIND/VARIANT@START+SECONDS")
    }
    let names = parts[0].split(separator: "/", maxSplits: 1).map(String.init)
    guard let kind = FaultKind(rawValue: names[0]) else {
      throw FaultTextError(
        found: names[0], expected: "one of \(FaultKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    var variant = 0
    if !kind.variants.isEmpty {
      guard let index = kind.variants.firstIndex(of: names.count > 1 ? names[1] : kind.variants[0]) else {
        throw FaultTextError(found: text, expected: "a variant of \(kind.variants.joined(separator: ", "))")
      }
      variant = index
    }
    self.init(kind, at: start, seconds: seconds, variant: variant)
  }
}
