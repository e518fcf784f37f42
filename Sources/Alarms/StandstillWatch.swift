import Vocabulary

/// Watches that a model answers to what it is given: on an EEG the sum of a channel's evidence is never the same twice,
/// and never on all channels at once. Weights that are gone, or an answer at its end, are.
public struct StandstillWatch: Sendable {
  /// Judged hops in a row with the same evidence as before on every usable channel from which on the model does not
  /// answer.
  public static let patience: UInt8 = 10

  private var usable = ChannelMask()
  private var evidence: PerChannel<Int32> = InlineArray(repeating: 0)
  private var equalHops: UInt8 = 0
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
    equalHops = isEqual ? min(equalHops + 1, Self.patience) : 0
    guard isStanding != (equalHops == Self.patience), isStanding == !isEqual else { return nil }
    isStanding.toggle()
    return FaultEvent(
      reason: .model, phase: isStanding ? .raised : .cleared, sampleIndex: decision.sampleIndex,
      detail: isStanding ? .standstill(hops: Self.patience) : .none)
  }
}
