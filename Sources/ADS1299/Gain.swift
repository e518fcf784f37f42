/// The amplification of an input; the raw value goes into CHnSET.
public enum Gain: UInt8, Sendable {
  /// Gain 1.
  case x1 = 0
  /// Gain 2.
  case x2 = 1
  /// Gain 4.
  case x4 = 2
  /// Gain 6.
  case x6 = 3
  /// Gain 8.
  case x8 = 4
  /// Gain 12.
  case x12 = 5
  /// Gain 24.
  case x24 = 6

  /// The factor.
  public var factor: UInt8 {
    switch self {
    case .x1: 1
    case .x2: 2
    case .x4: 4
    case .x6: 6
    case .x8: 8
    case .x12: 12
    case .x24: 24
    }
  }
}
