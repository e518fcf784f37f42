import EventLog

/// Where a session's seconds lie by the wall clock: from the first stamp of a synchronised clock, else from the first
/// of one that ran free.
public struct SessionClock: Equatable, Sendable {
  /// When the session began, if any of its records was stamped by a clock that was set.
  public private(set) var start: WallTime?
  /// What that clock was worth.
  public private(set) var state = WallState.unset

  /// Creates a clock that knows nothing.
  public init() {}

  /// The moment of a second of the session.
  ///
  /// - Parameter seconds: Seconds from the session's start.
  /// - Returns: The moment, or nil where the clock was never set.
  public func time(at seconds: Double) -> WallTime? {
    guard let start, abs(seconds) < 1e9 else { return nil }
    let (sum, overflow) = start.nanoseconds.addingReportingOverflow(Int64((seconds * 1e9).rounded()))
    return overflow ? nil : WallTime(nanoseconds: sum)
  }

  /// Takes a record's stamps.
  ///
  /// - Parameters:
  ///   - stamps: Its stamps.
  ///   - seconds: Seconds from the session's start at which it was made.
  mutating func take(_ stamps: RecordStamps, at seconds: Double) {
    let isBetter = stamps.wallState == .synchronised ? state != .synchronised : state == .unset
    guard stamps.wallState != .unset, isBetter, abs(seconds) < 1e9 else { return }
    let (sum, overflow) = stamps.wallNanoseconds.subtractingReportingOverflow(Int64((seconds * 1e9).rounded()))
    guard !overflow else { return }
    (start, state) = (WallTime(nanoseconds: sum), stamps.wallState)
  }
}
