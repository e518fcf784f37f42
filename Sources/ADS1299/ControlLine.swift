/// An output to the chip.
public enum ControlLine: UInt8, Sendable {
  /// `RESET`, active low.
  case reset = 0
  /// `START`, active high: conversions run while it is.
  case start = 1
  /// `PWDN`, active low.
  case powerDown = 2
}
