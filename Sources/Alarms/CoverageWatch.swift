import Vocabulary

/// Watches that a part of the montage stays usable: one side of the head, or as many channels as there were before.
/// Judging goes on meanwhile; what the lost part would have shown is missed, so somebody must know.
public struct CoverageWatch: Sendable {
  /// Hops in a row below the quorum after which the part is lost, and at or above it for it to be back: ten seconds
  /// with the default detector, so that with its window a call comes within fifteen.
  public static let patience: UInt16 = 10
  /// Good hops that make up for one below the quorum: a contact that comes and goes is lost where it is gone for more
  /// than a fifth of the time, and back only where it is there for more than four fifths.
  public static let goodHops: UInt16 = 4

  private let channels: ChannelMask
  private let reason: ReasonCode
  /// Fewest usable channels, or nil where three quarters of the most that there were are asked for.
  private let quorum: Int?
  private var most = 0
  /// What speaks for a change: a hop below the quorum weighs as much as `goodHops` others.
  private var weight: UInt16 = 0
  /// Whether the part is lost.
  public private(set) var isLost = false

  /// Watches a side of the head.
  ///
  /// - Parameters:
  ///   - side: Its channels; without any, it is never lost.
  ///   - quorum: Fewest usable ones.
  public init(side: ChannelMask, quorum: Int) {
    channels = side
    reason = .sideLost
    self.quorum = side.isEmpty ? 0 : quorum
  }

  /// Watches that of the channels no more than a quarter of those once usable are lost.
  ///
  /// - Parameter channelCount: How many channels the montage has.
  public init(channelCount: Int) {
    channels = ChannelMask(first: channelCount)
    reason = .channelsLost
    quorum = nil
  }

  /// Takes one hop.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - isJudged: Whether it could be judged; what could not is the technical alarm's own matter.
  /// - Returns: A fault where the part is lost or back, with the channels missing as its detail.
  public mutating func step(_ decision: Decision, isJudged: Bool) -> FaultEvent? {
    guard isJudged else { return nil }
    let usable = ChannelMask(rawValue: decision.usable.rawValue & channels.rawValue)
    most = max(most, usable.count)
    let isBelow = usable.count < quorum ?? ((3 * most + 3) / 4)
    let added = isBelow ? Self.goodHops : 1
    weight = isBelow != isLost ? weight + added : weight - min(weight, added)
    guard weight >= Self.patience * (isLost ? 1 : Self.goodHops) else { return nil }
    weight = 0
    isLost = isBelow
    return FaultEvent(
      reason: reason, phase: isBelow ? .raised : .cleared, sampleIndex: decision.sampleIndex,
      detail: .channels(ChannelMask(rawValue: channels.rawValue & ~decision.usable.rawValue)))
  }
}
