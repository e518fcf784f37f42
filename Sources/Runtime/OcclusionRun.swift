import EventLog
import Vocabulary

/// Explains one hop of a model that takes all channels at once: what its evidence is without each of them, one channel
/// a tick, so that no tick is long.
struct OcclusionRun {
  /// What is known of the hop so far.
  private(set) var body = EvidenceBody(hopIndex: 0, sampleIndex: 0, output: 0, channelCount: 0)
  /// Channels that are still to be hidden.
  private var channels = ChannelMask()
  /// Whether a hop is being explained.
  var isRunning = false

  /// Begins with a hop that was judged.
  mutating func begin(_ decision: Decision, cause: EvidenceBody.Cause) {
    channels = decision.usable
    isRunning = true
    body = EvidenceBody(
      hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex, output: decision.evidence[next],
      channelCount: decision.channelCount)
    body.cause = cause
  }

  /// The next channel to hide.
  var next: Int { channels.rawValue.trailingZeroBitCount }

  /// Whether no channel is left.
  var isComplete: Bool { channels.isEmpty }

  /// Takes the evidence without the next channel.
  mutating func take(_ evidence: Int32) {
    let channel = next
    body.outputWithout[channel] = evidence
    body.usable[channel] = true
    channels[channel] = false
  }
}
