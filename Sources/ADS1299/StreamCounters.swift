/// What was lost and what went wrong since the start; nothing is ever counted twice or forgotten.
public struct StreamCounters: Equatable, Sendable {
  /// Frames handed out.
  public var framesDelivered: UInt64 = 0
  /// Frames that were converted, or would have been, and were not handed out: the sum of all gaps in `sampleIndex`.
  public var framesLost: UInt64 = 0
  /// Edges that the kernel saw and could not queue.
  public var edgesDropped: UInt64 = 0
  /// Edges that must have been, by the time since the last one, and that the kernel did not see.
  public var edgesMissed: UInt64 = 0
  /// Edges that belong to no sample.
  public var edgesExtra: UInt64 = 0
  /// Samples that could not be fetched in their time.
  public var lateReads: UInt64 = 0
  /// Frames of a chip select with a broken status word.
  public var brokenStatusWords: UInt64 = 0
  /// Frames of a chip select whose repeated bytes differed.
  public var brokenRepeats: UInt64 = 0
  /// Frames without the second chip select's part.
  public var secondMissing: UInt64 = 0
  /// How often the second chip select's samples slipped against the first's.
  public var secondSlips: UInt64 = 0
  /// How often the registers were read back while streaming and found right.
  public var registerChecks: UInt64 = 0
  /// How often conversions were started.
  public var starts: UInt64 = 0
  /// Every frame since the latest start, up to this sample index, was taken before a register check that found all
  /// right. Frames after it are in doubt if the stream then ends with a fault.
  public var verifiedThrough: UInt64?

  /// Creates counters of zero.
  public init() {}
}
