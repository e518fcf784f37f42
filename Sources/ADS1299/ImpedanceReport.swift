import Vocabulary

/// What the alternating lead-off current found of the electrodes.
public struct ImpedanceReport: Sendable {
  /// Frames let pass while the filters settle, and frames measured: 64 periods of 31.25 Hz at 250 samples per second.
  static let settlingFrames = 64
  static let measuredFrames = 512

  /// The inputs with an electrode.
  public var connected = ChannelMask()
  /// Those of them that could be measured.
  public var measured = ChannelMask()
  /// By input: the impedance in ohms of everything the current flows through.
  public var ohms: PerInput<Int64> = InlineArray(repeating: 0)

  /// Creates a report of nothing.
  public init() {}

  /// The settings for measuring: those given, at 250 samples per second, with the weakest current at 31.25 Hz through
  /// each input in use. Where the board watches neither side of an input, through its positive one.
  static func settings(from original: borrowing ADS1299Settings) -> ADS1299Settings {
    var settings = copy original
    settings.rate = .sps250
    settings.leadOff = LeadOffSettings(current: .nanoamperes6, frequency: .hertz31)
    settings.testSignal = nil
    for input in settings.inputs.indices {
      let isWatched = settings.inputs[input].leadOffPositive || settings.inputs[input].leadOffNegative
      settings.inputs[input].source = .electrode
      if !isWatched { settings.inputs[input].leadOffPositive = true }
    }
    return settings
  }
}
