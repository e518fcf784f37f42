import Vocabulary

/// Whose board it is: the content of the part `person`, 64 bytes, little-endian.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 16 | the pseudonym: a random number, never a name |
/// | 16 | 1 | 1: somebody was admitted by it |
/// | 17 | 7 | zeros |
/// | 24 | 8 | when, wall clock, nanoseconds since 1970; 0: not known |
/// | 32 | 8 | when the newest standby began, monotonic nanoseconds |
/// | 40 | 8 | until when it lasts |
/// | 48 | 8 | the wall clock when the monotonic one was zero, as it was known when the standby began; 0: not known |
/// | 56 | 8 | zeros |
///
/// A board on which nobody was ever admitted keeps one pseudonym all the same, until somebody is.
public struct KeptPerson: BitwiseCopyable, Sendable {
  /// The longest standby, in minutes.
  public static let mostStandbyMinutes: UInt16 = 60
  private static let nanosecondsPerMinute: UInt64 = 60_000_000_000

  /// The pseudonym.
  public var pseudonym: InlineArray<16, UInt8>
  /// Whether somebody was admitted by it.
  public var isAdmitted: Bool
  /// When, by the wall clock; 0: not known.
  public var admittedNanoseconds: Int64
  /// When the newest standby began, by the monotonic clock.
  public private(set) var standbyBegan: UInt64 = 0
  /// Until when it lasts; 0: it is over.
  public private(set) var standbyUntil: UInt64 = 0
  /// The wall clock when the monotonic one was zero, as it was known when the standby began: another after the board
  /// began anew. 0: not known.
  private var standbyZeroNanoseconds: Int64 = 0

  /// Creates a person without a standby.
  public init(
    pseudonym: InlineArray<16, UInt8> = InlineArray(repeating: 0), isAdmitted: Bool = false,
    admittedNanoseconds: Int64 = 0
  ) {
    self.pseudonym = pseudonym
    self.isAdmitted = isAdmitted
    self.admittedNanoseconds = admittedNanoseconds
  }

  /// Reads a whole copy; nil for one that cannot be.
  ///
  /// - Parameter bytes: A copy of the part.
  public init?(copy bytes: Span<UInt8>) {
    let content = bytes.extracting(KeptCopy.content(of: bytes))
    self.init()
    for index in 0..<16 { pseudonym[index] = content[index] }
    guard content[16] <= 1 else { return nil }
    isAdmitted = content[16] == 1
    do throws(ByteRangeFault) {
      admittedNanoseconds = try content.littleEndian(Int64.self, at: 24)
      standbyBegan = try content.littleEndian(UInt64.self, at: 32)
      standbyUntil = try content.littleEndian(UInt64.self, at: 40)
      standbyZeroNanoseconds = try content.littleEndian(Int64.self, at: 48)
    } catch { return nil }
  }

  /// Appends the content.
  func encode(into sink: inout ByteBuffer) {
    sink.append(contentsOf: pseudonym.span)
    sink.append(isAdmitted ? 1 : 0)
    for _ in 17..<24 { sink.append(0) }
    sink.append(littleEndian: admittedNanoseconds)
    sink.append(littleEndian: standbyBegan)
    sink.append(littleEndian: standbyUntil)
    sink.append(littleEndian: standbyZeroNanoseconds)
    for _ in 56..<64 { sink.append(0) }
  }

  /// The pseudonym's first eight bytes, for a state that is bound to a number.
  var number: UInt64 {
    pseudonym.span.number(UInt64.self, at: 0)
  }

  /// Whether another's pseudonym is this one.
  public func hasPseudonym(_ other: Span<UInt8>) -> Bool {
    guard other.count == 16 else { return false }
    for index in 0..<16 where pseudonym[index] != other[index] { return false }
    return true
  }

  /// Whether a standby lasts at a time of the monotonic clock; none lasts longer than `mostStandbyMinutes`.
  public func isStandby(at now: UInt64) -> Bool {
    now >= standbyBegan && now < standbyUntil
      && standbyUntil - standbyBegan <= UInt64(Self.mostStandbyMinutes) * Self.nanosecondsPerMinute
  }

  /// Begins a standby.
  ///
  /// - Parameters:
  ///   - minutes: How long; at most `mostStandbyMinutes` count.
  ///   - now: The time, by the monotonic clock.
  ///   - wallNanoseconds: The same by the wall clock; 0: not known.
  public mutating func beginStandby(minutes: UInt16, now: UInt64, wallNanoseconds: Int64 = 0) {
    standbyZeroNanoseconds = Self.zero(now, wallNanoseconds)
    standbyBegan = now
    standbyUntil = now &+ UInt64(min(minutes, Self.mostStandbyMinutes)) * Self.nanosecondsPerMinute
  }

  /// Ends a standby.
  public mutating func endStandby() { standbyUntil = 0 }

  /// How far the wall clock may have been set, in nanoseconds, for a start to be of the same boot.
  private static let clockTolerance: Int64 = 30_000_000_000

  /// Whether a standby that was kept is over at a start: its time has passed, or the board began anew since, and with
  /// it the monotonic clock. Where only one of both starts knows the wall clock, that cannot be told: then it is over.
  ///
  /// - Parameters:
  ///   - now: The time, by the monotonic clock.
  ///   - wallNanoseconds: The same by the wall clock; 0: not known.
  /// - Returns: Whether it is.
  func isStandbyOver(atStart now: UInt64, wallNanoseconds: Int64) -> Bool {
    guard standbyUntil != 0 else { return false }
    let difference = Self.zero(now, wallNanoseconds).subtractingReportingOverflow(standbyZeroNanoseconds)
    let isSameBoot = !difference.overflow && difference.partialValue.magnitude <= Self.clockTolerance.magnitude
    return !isStandby(at: now) || !isSameBoot
  }

  private static func zero(_ now: UInt64, _ wallNanoseconds: Int64) -> Int64 {
    wallNanoseconds == 0 ? 0 : wallNanoseconds &- Int64(truncatingIfNeeded: now)
  }
}
