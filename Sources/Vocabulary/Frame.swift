/// One sample of every input, as the front end or a recording gave it: the only thing the device side ever sees.
///
/// The whole way from here to an alarm is a pure function of the sequence of frames.
public struct Frame: BitwiseCopyable, Sendable {
  /// Number of this sample since the session's start, **lost samples counted**: a jump of more than one is a gap.
  public var sampleIndex: UInt64
  /// More samples than can be counted were lost before this one.
  public var discontinuity: Bool
  /// Inputs whose electrode the front end reports as off.
  public var leadOff: ChannelMask
  /// Inputs whose code cannot be trusted in this frame, such as one with a broken status word.
  public var invalid: ChannelMask
  /// Converter codes, two's complement, unscaled; `Calibration` turns them into microvolts.
  public var codes: PerInput<Int32>
  /// When the sample was ready, by the monotonic clock. Carried to the record's envelope, never used to decide.
  public var monotonicNanoseconds: UInt64

  /// Creates a frame of zeros.
  public init(sampleIndex: UInt64 = 0) {
    self.sampleIndex = sampleIndex
    discontinuity = false
    leadOff = ChannelMask()
    invalid = ChannelMask()
    codes = InlineArray(repeating: 0)
    monotonicNanoseconds = 0
  }
}
