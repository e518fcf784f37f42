import Alarms

/// Shows the outputs to somebody who asked for it: after a short press light and buzzer, like no alarm; for the station
/// every line that calls, like a seizure alarm, so that the way to the nurse call is tried from end to end.
public struct OutputTrial: Sendable {
  /// The light and the tone after a press.
  public static let lightNanoseconds: UInt64 = 2_000_000_000
  public static let toneNanoseconds: UInt64 = 1_000_000_000
  /// How long all lines call for the station.
  public static let callNanoseconds: UInt64 = 10_000_000_000

  private var began: UInt64?
  private var isCall = false

  /// Creates a trial that is not on.
  public init() {}

  /// Begins.
  ///
  /// - Parameters:
  ///   - isCall: Whether all lines that call are tried.
  ///   - now: The time, by the monotonic clock.
  public mutating func begin(isCall: Bool, now: UInt64) {
    began = now
    self.isCall = isCall
  }

  /// Ends: an alarm is shown as it is.
  public mutating func end() { began = nil }

  /// Whether lines that call are on for a trial.
  public func isCalling(now: UInt64) -> Bool {
    guard isCall, let began else { return false }
    return now &- began < Self.callNanoseconds
  }

  /// The levels of the lines, where a trial is on.
  ///
  /// - Parameters:
  ///   - levels: What is shown without it.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: What is shown with it.
  public mutating func levels(_ levels: AlarmLevels, now: UInt64) -> AlarmLevels {
    guard let began else { return levels }
    let age = now &- began
    guard age < (isCall ? Self.callNanoseconds : Self.lightNanoseconds) else {
      self.began = nil
      return levels
    }
    if !isCall { return AlarmLevels(buzzer: age < Self.toneNanoseconds, light: true) }
    return AlarmLevels(
      seizure: true, technical: true, buzzer: AlarmPattern.highPriority.isSounding(age),
      light: AlarmPattern.highPriority.isLit(age), nurseCall: true)
  }
}
