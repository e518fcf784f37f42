import Vocabulary

/// Watches that a model which answered to what it is given goes on to: weights that are gone, or an answer at its end,
/// are the same evidence again and again, on every channel. A model that says the same of a quiet EEG by itself never
/// shows that it moves with each hop, and is not watched.
public struct StandstillWatch: Sendable {
  /// Judged hops in a row with the same evidence as before on every usable channel from which on the model does not
  /// answer.
  public static let patience: UInt8 = 10
  /// Judged hops in a row, each with other evidence than the one before, after which a model is watched.
  public static let proof: UInt8 = 60

  private var usable = ChannelMask()
  private var evidence: PerChannel<Int32> = InlineArray(repeating: 0)
  private var equalHops: UInt8 = 0
  private var movingHops: UInt8 = 0
  private var isStanding = false

  /// Begins before the first hop.
  public init() {}

  /// Takes one hop.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - isJudged: Whether it could be judged; others are passed over.
  /// - Returns: A fault that begins or ends.
  public mutating func step(_ decision: Decision, isJudged: Bool) -> FaultEvent? {
    guard isJudged else { return nil }
    // Channels that come or go say nothing: those that were there before do.
    var isEqual = decision.usable.rawValue & usable.rawValue != 0
    for channel in 0..<Limits.channels where decision.usable[channel] {
      isEqual = isEqual && (!usable[channel] || decision.evidence[channel] == evidence[channel])
      evidence[channel] = decision.evidence[channel]
    }
    usable = decision.usable
    if movingHops < Self.proof { movingHops = isEqual ? 0 : movingHops + 1 }
    equalHops = isEqual && movingHops == Self.proof ? min(equalHops + 1, Self.patience) : 0
    guard isStanding != (equalHops == Self.patience), isStanding == !isEqual else { return nil }
    isStanding.toggle()
    return FaultEvent(
      reason: .model, phase: isStanding ? .raised : .cleared, sampleIndex: decision.sampleIndex,
      detail: isStanding ? .standstill(hops: Self.patience) : .none)
  }
}
