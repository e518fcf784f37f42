import Vocabulary

/// Why the front end cannot go on. Whatever happened, the chip's state is then unknown, and the way back leads through
/// a power-up.
public enum ADS1299Fault: BitwiseCopyable, Error, Equatable, Sendable {
  /// The bus or a line failed.
  case port(PortFault)
  /// The settings are refused.
  case settings(SettingsFault)
  /// The chip does not say that it is an eight-channel ADS1299: absent, dead or another.
  case identity(chip: UInt8, found: UInt8)
  /// A register does not hold what was written. Samples since the last good check are in doubt.
  case register(chip: UInt8, address: UInt8, expected: UInt8, found: UInt8)
  /// No data-ready edge came within 12 samples' time.
  case noData(select: UInt8)
  /// Eight frames in a row had a broken status word, or did not repeat.
  case brokenFrames(select: UInt8)
  /// Samples come at another rate than was set.
  case rate(select: UInt8)
  /// No frame could be fetched in its time, 12 samples in a row.
  case overrun
  /// These inputs measure the chip's own test signal wrong: what they say of electrodes is in doubt, too.
  case testSignal(inputs: ChannelMask)

  /// The reason as the log names it.
  public var reason: ReasonCode {
    switch self {
    case .noData: .noData
    case .overrun: .overrun
    case .testSignal: .selfTest
    case .port, .settings, .identity, .register, .brokenFrames, .rate: .frontEnd
    }
  }
}
