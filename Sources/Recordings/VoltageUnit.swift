/// The units of voltage that occur in headers.
public enum VoltageUnit: Sendable {
  /// Nanovolt.
  case nanovolt
  /// Microvolt.
  case microvolt
  /// Millivolt.
  case millivolt
  /// Volt.
  case volt

  /// The unit a header's dimension field names, in any of the spellings that occur, or nil if it is another or none.
  ///
  /// - Parameter dimension: The field, such as `uV`, `µV` or `mV`.
  public init?(dimension: String) {
    switch dimension {
    // Micro is written as u, as the micro sign or as the Greek letter.
    case "uV", "UV", "uv", "\u{B5}V", "\u{3BC}V", "microV", "uVolt", "microvolt": self = .microvolt
    case "mV", "mv", "milliV", "millivolt": self = .millivolt
    case "V", "v", "Volt", "volt": self = .volt
    case "nV", "nv", "nanoV", "nanovolt": self = .nanovolt
    default: return nil
    }
  }

  /// Microvolts in one of this unit.
  public var microvolts: Ratio {
    switch self {
    case .nanovolt: .thousandth
    case .microvolt: Ratio(1)
    case .millivolt: Ratio(1_000)
    case .volt: Ratio(1_000_000)
    }
  }
}
