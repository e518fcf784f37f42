import Vocabulary

/// What a self-test measured.
public struct SelfTestReport: Sendable {
  /// The inputs tested: those in use.
  public var tested: ChannelMask
  /// The inputs that passed: measured right, and never in a frame that was broken.
  public var passed: ChannelMask
  /// The inputs that measured wrong; a broken frame now and then, as a stream may have, makes none of them.
  public var wrong: ChannelMask
  /// By input: largest minus smallest voltage, in nanovolts at the input.
  public var peakToPeakNanovolts: PerInput<Int64>
  /// By input: the mean voltage, in nanovolts at the input.
  public var meanNanovolts: PerInput<Int64>

  /// Creates a report of a test that has not been run: nothing passed.
  public init() {
    tested = ChannelMask()
    passed = ChannelMask()
    wrong = ChannelMask()
    peakToPeakNanovolts = InlineArray(repeating: 0)
    meanNanovolts = InlineArray(repeating: 0)
  }

  /// Whether at least one input was tested, and all that were passed.
  public var isPassed: Bool { !tested.isEmpty && passed == tested }
}
