import Vocabulary

/// What a self-test measured.
public struct SelfTestReport: Sendable {
  /// The inputs tested: those in use.
  public var tested: ChannelMask
  /// The inputs that passed.
  public var passed: ChannelMask
  /// By input: largest minus smallest voltage, in nanovolts at the input.
  public var peakToPeakNanovolts: PerInput<Int64>
  /// By input: the mean voltage, in nanovolts at the input.
  public var meanNanovolts: PerInput<Int64>

  /// Creates a report of a test that has not been run: nothing passed.
  public init() {
    tested = ChannelMask()
    passed = ChannelMask()
    peakToPeakNanovolts = InlineArray(repeating: 0)
    meanNanovolts = InlineArray(repeating: 0)
  }

  /// The inputs that did not pass.
  public var failed: ChannelMask { ChannelMask(rawValue: tested.rawValue & ~passed.rawValue) }

  /// Whether at least one input was tested, and all that were passed.
  public var isPassed: Bool { !tested.isEmpty && passed == tested }
}
