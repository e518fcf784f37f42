/// The chip's own square wave; all inputs of a chip share it.
public struct TestSignal: Equatable, Sendable {
  /// Its frequency; the raw value goes into CONFIG2.
  public enum Frequency: UInt8, Sendable {
    /// The chip's clock divided by 2^21: 0.977 Hz.
    case slow = 0
    /// The chip's clock divided by 2^20: 1.953 Hz.
    case fast = 1
    /// A constant voltage.
    case direct = 3
  }

  /// Whether the amplitude is 2 × VREF / 2400 in place of VREF / 2400, each side of zero.
  public var isDoubled: Bool
  /// Its frequency.
  public var frequency: Frequency

  /// Creates a test signal.
  public init(isDoubled: Bool = false, frequency: Frequency = .fast) {
    self.isDoubled = isDoubled
    self.frequency = frequency
  }
}
