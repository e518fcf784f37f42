import Alarms
import Bundle
import Inference
import Signal

/// Why a bundle that passes its own checks cannot detect.
public enum BundleDetectorFault: Error, Equatable, Sendable {
  /// A section is written in a version that this program does not know.
  case sectionVersion(SectionKind, found: UInt16)
  /// There is no section of this kind; of models, none that detects.
  case missing(SectionKind)
  /// The model is refused.
  case model(ModelFault)
  /// The alarm policy is refused.
  case alarmPolicy(AlarmPolicyFault)
  /// The signal chain's design is refused.
  case signalDesign(SignalFault)
  /// A board with this bundle could stay silent while nothing is judged.
  case cannotCall(CallingFault)
  /// The signal chain was designed for another board's rate, inputs or gains.
  case otherFrontEnd
  /// The parts do not fit each other.
  case runtime(RuntimeFault)
  /// The forecaster's own section is refused.
  case forecasterSection(BundleFault)
  /// The forecaster is not one int8 layer that takes the 18 terms of an hour and ends in evidence with a unit.
  case forecaster
}
