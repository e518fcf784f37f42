/// Which of the alarm lines are active.
public struct AlarmLevels: Equatable, Sendable {
  /// The seizure alarm.
  public var seizure: Bool
  /// The technical alarm.
  public var technical: Bool
  /// The buzzer, in its pattern.
  public var buzzer: Bool
  /// The light, in its pattern.
  public var light: Bool
  /// The relay to the nurse call: steady for a seizure alarm, in pulses for a technical one.
  public var nurseCall: Bool

  /// Creates levels; all lines inactive unless said otherwise.
  public init(
    seizure: Bool = false, technical: Bool = false, buzzer: Bool = false, light: Bool = false, nurseCall: Bool = false
  ) {
    self.seizure = seizure
    self.technical = technical
    self.buzzer = buzzer
    self.light = light
    self.nurseCall = nurseCall
  }
}
