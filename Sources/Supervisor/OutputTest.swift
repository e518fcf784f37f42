import Bundle

/// When the lines that tell are proved able to: each is taken from rest to its active level for a fraction of a
/// millisecond, too short for a relay, an ear or an eye, and read there. Reading back a line at rest cannot tell that
/// it is held there.
public struct OutputTest: Sendable {
  /// How long all has to be well before the first test, and from one to the next.
  public static let firstNanoseconds: UInt64 = 600_000_000_000
  public static let periodNanoseconds: UInt64 = 86_400_000_000_000
  /// As long as a line fails, the lines at rest are tested again so often.
  public static let repeatNanoseconds: UInt64 = 10_000_000_000

  /// What a step asks for.
  public enum Step: Equatable, Sendable {
    /// A line is to be tested.
    case pulse(LineRole)
    /// The last line was: the test is over.
    case finished
  }

  private var due: UInt64
  private var nextRole: UInt8 = 0

  /// Begins at a time of the monotonic clock.
  public init(now: UInt64) { due = now &+ Self.firstNanoseconds }

  /// Time has passed.
  ///
  /// - Parameters:
  ///   - now: By the monotonic clock.
  ///   - isCalm: Whether nothing alarms: only then is a test begun, and gone on with.
  ///   - isFailing: Whether a line was found unable to tell.
  /// - Returns: What is to be done, one line at a time; nil for nothing.
  public mutating func step(now: UInt64, isCalm: Bool, isFailing: Bool) -> Step? {
    guard now >= due, isCalm || isFailing else { return nil }
    while nextRole < UInt8(LineRole.count) {
      nextRole += 1
      if let role = LineRole(rawValue: nextRole), role.isTested { return .pulse(role) }
    }
    nextRole = 0
    due = now &+ (isFailing ? Self.repeatNanoseconds : Self.periodNanoseconds)
    return .finished
  }
}

extension LineRole {
  /// The lines that beat need no test: they are read back at either level.
  fileprivate var isTested: Bool {
    switch self {
    case .alarm, .fault, .buzzer, .light, .nurseCall, .forecast: true
    default: false
    }
  }
}
