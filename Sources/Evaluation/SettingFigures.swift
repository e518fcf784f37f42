/// What a setting of the alarm finds and costs on all recordings, events compared with 0 s before and 5 s after.
public struct SettingFigures: Equatable, Sendable {
  /// The setting.
  public let setting: AlarmSetting
  /// Seizures.
  public let seizures: Int
  /// Those of them that were detected.
  public let detected: Int
  /// Detected events that match no seizure.
  public let falseAlarms: Int
  /// Hours in which a false alarm can occur.
  public let falseAlarmHours: Double

  /// Adds up recordings.
  ///
  /// - Parameters:
  ///   - setting: The setting.
  ///   - tallies: One for each recording.
  init(_ setting: AlarmSetting, _ tallies: [EventTally]) {
    let total = tallies.reduce(into: EventTally()) { $0 += $1 }
    self.setting = setting
    seizures = total.score.referenceCount
    detected = total.score.truePositives
    falseAlarms = total.score.falsePositives
    falseAlarmHours = total.falseAlarmSeconds / 3600
  }

  /// Detected by seizures; nil without a seizure.
  public var sensitivity: Double? { seizures == 0 ? nil : Double(detected) / Double(seizures) }

  /// False alarms by hours; nil without hours.
  public var falseAlarmsPerHour: Double? { falseAlarmHours > 0 ? Double(falseAlarms) / falseAlarmHours : nil }

  /// The exact Poisson upper bound of that rate, one-sided 95 %.
  public var falseAlarmsPerHourUpper95: Double? {
    falseAlarmHours > 0 ? PoissonBound.upper95(count: falseAlarms) / falseAlarmHours : nil
  }
}
