import Vocabulary

/// How often the chip converts; the raw value goes into CONFIG1.
public enum SampleRate: UInt8, Sendable {
  /// 16,000 samples per second.
  case sps16000 = 0
  /// 8,000 samples per second.
  case sps8000 = 1
  /// 4,000 samples per second.
  case sps4000 = 2
  /// 2,000 samples per second.
  case sps2000 = 3
  /// 1,000 samples per second.
  case sps1000 = 4
  /// 500 samples per second.
  case sps500 = 5
  /// 250 samples per second.
  case sps250 = 6

  /// Samples per second.
  public var hertz: UInt32 { 16_000 >> UInt32(rawValue) }

  /// The rate as a ratio.
  public var rate: Rate { Rate(hertz) }

  /// Time between two samples, exact for a clock of 2.048 MHz.
  public var periodNanoseconds: Int64 { 62_500 << Int64(rawValue) }

  /// Periods of the chip's clock between two samples.
  public var periodClocks: UInt64 { 128 << UInt64(rawValue) }

  /// Periods of the chip's clock from the start of conversions to the first sample (data sheet SBAS499, table 9).
  public var settlingClocks: UInt64 { 4 * periodClocks + 9 }
}
