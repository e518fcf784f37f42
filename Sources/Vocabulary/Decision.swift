/// What one hop concluded, with everything it concluded from.
///
/// `score` is the sum of the usable channels' evidence and is compared with `threshold`, the model's threshold times the
/// number of usable channels: the explanation is the decision itself, in whole numbers.
public struct Decision: Sendable {
  /// What the hop says about the person.
  public enum State: UInt8, Sendable {
    /// Not enough good data to say anything.
    case unknown = 0
    /// Looked at, nothing found.
    case normal = 1
    /// Windows have crossed the threshold, not yet enough of them.
    case suspected = 2
    /// A seizure event is open.
    case seizure = 3
  }

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
  /// Hops above the threshold among the last `firingHops` (the firing power's numerator).
  public var firing: UInt8
  /// The firing power's denominator.
  public var firingHops: UInt8
  /// Excess that the last hops have added up, in units of one channel's evidence; see `SeizureAlarm`.
  public var accumulated: Int64
  /// What follows.
  public var state: State

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
    firing = 0
    firingHops = 0
    accumulated = 0
    state = .unknown
  }

  /// How far a channel's evidence exceeds its threshold, as a mean over the usable channels, rounded down; nil without one.
  public var meanExcess: Int64? {
    let count = Int64(usable.count)
    guard count > 0 else { return nil }
    let excess = score - threshold
    return (excess - (excess % count + count) % count) / count
  }

  /// Whether the hop's score reached its threshold; never without a usable channel.
  public var isAboveThreshold: Bool { !usable.isEmpty && score >= threshold }
}
