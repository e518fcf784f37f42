/// What the same scores of one recording lead to under another setting of the alarm.
public struct AlternativeOutcome: Equatable, Sendable {
  /// The setting.
  public var setting: AlarmSetting
  /// Detected seizures, in order, in seconds.
  public var events: [Interval]
  /// When each alarm rose, in order, in seconds.
  public var alarmSeconds: [Double]

  /// Creates an outcome.
  public init(_ setting: AlarmSetting, events: [Interval], alarmSeconds: [Double]) {
    self.setting = setting
    self.events = events
    self.alarmSeconds = alarmSeconds
  }
}
