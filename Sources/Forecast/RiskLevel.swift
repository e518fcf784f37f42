/// How high the risk of the coming hour is beside the person's usual.
public enum RiskLevel: UInt8, Sendable {
  case low
  case medium
  /// A warning: it has a beginning, an end and a reason.
  case high
}
