/// A test of the whole way through a chip, without a person or with one: the electrodes are disconnected inside, and
/// no input is part of the bias signal.
public enum SelfTest: UInt8, Sendable {
  /// All inputs are shorted: there is noise, little of it, and little offset.
  case shortedInputs = 1
  /// All inputs measure the chip's own square wave: its amplitude and its frequency are right.
  case testSignal = 2

  /// Frames let pass while the filters settle.
  static let settlingFrames = 16
  /// Frames judged: two periods of the test signal.
  static let judgedFrames = 256
  /// The most noise that passes, peak to peak: well above the data sheet's worst at 250 samples per second (gain 1).
  static let noiseLimitNanovolts: Int64 = 20_000
  /// The largest offset that passes, either way.
  static let offsetLimitNanovolts: Int64 = 500_000
  /// Of the frames judged, so many may be broken of an input before it is taken to measure wrong.
  static let brokenFramesLimit: UInt16 = 32
  /// How far the test signal's amplitude may be off, in thousandths.
  static let amplitudeTolerancePermille: Int64 = 100

  /// The settings for the test: those given, at 250 samples per second, with every input in use measuring what the test
  /// asks for.
  func settings(from original: borrowing ADS1299Settings) -> ADS1299Settings {
    var settings = copy original
    settings.rate = .sps250
    settings.leadOff = nil
    settings.testSignal = self == .testSignal ? TestSignal() : nil
    for input in settings.inputs.indices {
      settings.inputs[input].source = self == .testSignal ? .testSignal : .shorted
      settings.inputs[input].leadOffPositive = false
      settings.inputs[input].leadOffNegative = false
      // The bias electrode stays on the person: what is measured inside must not be driven there.
      settings.inputs[input].biasPositive = false
      settings.inputs[input].biasNegative = false
    }
    return settings
  }
}
