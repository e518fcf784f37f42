/// What an input's converter measures; the raw value goes into CHnSET.
public enum InputSource: UInt8, Sendable {
  /// The electrode.
  case electrode = 0
  /// Nothing: its inputs are shorted together, to measure noise and offset.
  case shorted = 1
  /// The bias signal.
  case bias = 2
  /// The supply.
  case supply = 3
  /// The temperature sensor.
  case temperature = 4
  /// The test signal.
  case testSignal = 5
  /// The bias signal drives this input's positive electrode.
  case biasDrivePositive = 6
  /// The bias signal drives this input's negative electrode.
  case biasDriveNegative = 7
}
