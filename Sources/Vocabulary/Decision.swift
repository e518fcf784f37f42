/// What one hop concluded, with everything it concluded from.
///
/// The evidence stands first, the verdict that the alarm rule draws from it last. `score` is the sum of the usable
/// channels' evidence and is compared with `threshold`, the model's threshold times the number of usable channels: the
/// explanation is the decision itself, in whole numbers.
public struct Decision: Sendable {
  /// Number of this hop since the session's start; hops without a full window count too.
  public var hopIndex: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// How many channels the montage has.
  public var channelCount: UInt8
  /// Channels whose evidence is in the score.
  public var usable: ChannelMask
  /// Each channel's quality over the window.
  public var quality: PerChannel<Quality>
  /// Each usable channel's evidence: the last layer's int32 accumulator; 0 where not usable.
  public var evidence: PerChannel<Int32>
  /// Sum of the usable channels' evidence.
  public var score: Int64
  /// What `score` is compared with: the threshold per channel times the usable channels.
  public var threshold: Int64
  /// What the alarm rule makes of it.
  public var verdict: Verdict

  /// Creates a decision that knows nothing.
  public init(hopIndex: UInt64 = 0, sampleIndex: UInt64 = 0, channelCount: UInt8 = 0) {
    self.hopIndex = hopIndex
    self.sampleIndex = sampleIndex
    self.channelCount = channelCount
    usable = ChannelMask()
    quality = InlineArray(repeating: .unknown)
    evidence = InlineArray(repeating: 0)
    score = 0
    threshold = 0
    verdict = Verdict()
  }

  /// How far a channel's evidence exceeds its threshold, as a mean over the usable channels, rounded down; nil without
  /// one.
  public var meanExcess: Int64? {
    let count = Int64(usable.count)
    guard count > 0 else { return nil }
    let excess = score - threshold
    return (excess - (excess % count + count) % count) / count
  }

  /// Whether the hop itself was judged: an event that is open stays open through hops without a usable channel.
  public var isJudged: Bool { verdict.state != .unknown && !usable.isEmpty }

  /// Whether the hop's score reached its threshold; never without a usable channel.
  public var isAboveThreshold: Bool { !usable.isEmpty && score >= threshold }
}
