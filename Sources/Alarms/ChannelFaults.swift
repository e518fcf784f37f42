import Vocabulary

/// Follows which channels have a defect, so that each change of the set is recorded once.
public struct ChannelFaults: Sendable {
  /// The defect.
  public let quality: Quality
  /// Its reason code in the record.
  public let reason: ReasonCode
  private var channels = ChannelMask()

  /// Creates a follower of one defect, with no channel concerned.
  public init(quality: Quality, reason: ReasonCode) {
    self.quality = quality
    self.reason = reason
  }

  /// Takes one hop.
  ///
  /// - Parameter decision: The hop, with every channel's quality.
  /// - Returns: A fault with the new set of channels as its detail where the set changed; cleared where it became
  ///   empty.
  public mutating func step(_ decision: Decision) -> FaultEvent? {
    let now = channels(in: decision)
    guard now != channels else { return nil }
    channels = now
    return FaultEvent(
      reason: reason, phase: now.isEmpty ? .cleared : .raised,
      sampleIndex: decision.sampleIndex, detail: .channels(now))
  }

  /// How many channels have the defect in a hop.
  public func count(in decision: Decision) -> Int {
    channels(in: decision).count
  }

  private func channels(in decision: Decision) -> ChannelMask {
    var mask = ChannelMask()
    for channel in 0..<Int(decision.channelCount) {
      mask[channel] = decision.quality[channel].contains(quality)
    }
    return mask
  }
}
