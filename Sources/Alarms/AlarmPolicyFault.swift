/// Why an alarm policy is refused.
public enum AlarmPolicyFault: UInt8, Error, Equatable, Sendable {
  /// The section has the wrong length.
  case length = 1
  /// The section's version is not known.
  case version = 2
  /// `firingHops` is not 1 to 32.
  case firingHops = 3
  /// `raiseCount` is not 1 to `firingHops`.
  case raiseCount = 4
  /// `clearCount` is not below `raiseCount`.
  case clearCount = 5
  /// `holdHops` is not 1 to 3600.
  case holdHops = 6
  /// `quorumPermille` is not 1 to 1000.
  case quorumPermille = 7
  /// `technicalRaiseHops` is not 1 to 3600.
  case technicalRaiseHops = 8
  /// `technicalClearHops` is not 1 to 3600.
  case technicalClearHops = 9
  /// `nurseCallTechnicalSeconds` is above 600.
  case nurseCallTechnicalSeconds = 10
}
