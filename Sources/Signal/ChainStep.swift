/// What one frame brought forth.
public struct ChainStep: Equatable, Sendable {
  /// Conditioned samples given for each channel: 0, 1 or, where the model's rate is above the input's, 2.
  public var modelSamples: UInt8
  /// Frames lost just before this one; 0 where their number is unknown.
  public var lostSamples: UInt64
  /// Whether frames were lost just before this one, counted or not.
  public var isGap: Bool
  /// The frame's index is not after the last one's: it was ignored.
  public var isOutOfOrder: Bool
  /// Whether a hop ended with this frame.
  public var hopEnded: Bool
  /// Number of the hop that ended: hop `h` ends after `(h + 1) · hopSamples` conditioned samples since the session's
  /// start, lost ones counted.
  public var hopIndex: UInt64
  /// Whether a minute of features is complete; after a gap, the minute that the gap cut short.
  public var minuteEnded: Bool
  /// Number of the minute since the session's start, lost samples counted.
  public var minuteIndex: UInt64
  /// Sample index of the last input sample used.
  public var lastSampleIndex: UInt64

  init(lastSampleIndex: UInt64) {
    modelSamples = 0
    lostSamples = 0
    isGap = false
    isOutOfOrder = false
    hopEnded = false
    hopIndex = 0
    minuteEnded = false
    minuteIndex = 0
    self.lastSampleIndex = lastSampleIndex
  }
}
