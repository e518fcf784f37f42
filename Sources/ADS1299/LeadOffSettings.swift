/// How electrodes that are off are found; all inputs of a chip share it.
public struct LeadOffSettings: Equatable, Sendable {
  /// The excitation current; the raw value goes into LOFF.
  public enum Current: UInt8, Sendable {
    /// 6 nA.
    case nanoamperes6 = 0
    /// 24 nA.
    case nanoamperes24 = 1
    /// 6 µA.
    case microamperes6 = 2
    /// 24 µA.
    case microamperes24 = 3

    /// The current in nanoamperes.
    public var nanoamperes: Int64 {
      switch self {
      case .nanoamperes6: 6
      case .nanoamperes24: 24
      case .microamperes6: 6_000
      case .microamperes24: 24_000
      }
    }
  }

  /// The excitation's frequency; the raw value goes into LOFF.
  public enum Frequency: UInt8, Sendable {
    /// Direct current.
    case direct = 0
    /// The chip's clock divided by 2^18: 7.8125 Hz.
    case hertz7 = 1
    /// The chip's clock divided by 2^16: 31.25 Hz.
    case hertz31 = 2
    /// A quarter of the sample rate.
    case quarterRate = 3
  }

  /// The comparators' threshold, of the positive side; the negative side's is its complement to 100 %. The raw value
  /// goes into LOFF.
  public enum Threshold: UInt8, Sendable {
    /// 95 % of the supply.
    case percent95 = 0
    /// 92.5 %.
    case percent92 = 1
    /// 90 %.
    case percent90 = 2
    /// 87.5 %.
    case percent87 = 3
    /// 85 %.
    case percent85 = 4
    /// 80 %.
    case percent80 = 5
    /// 75 %.
    case percent75 = 6
    /// 70 %.
    case percent70 = 7

    /// The threshold in permille of the supply.
    public var permille: UInt16 {
      switch self {
      case .percent95: 950
      case .percent92: 925
      case .percent90: 900
      case .percent87: 875
      case .percent85: 850
      case .percent80: 800
      case .percent75: 750
      case .percent70: 700
      }
    }
  }

  /// The excitation current.
  public var current: Current
  /// Its frequency.
  public var frequency: Frequency
  /// The comparators' threshold.
  public var threshold: Threshold

  /// Creates settings; the weakest current, direct, unless said otherwise.
  public init(
    current: Current = .nanoamperes6, frequency: Frequency = .direct, threshold: Threshold = .percent95
  ) {
    self.current = current
    self.frequency = frequency
    self.threshold = threshold
  }
}
