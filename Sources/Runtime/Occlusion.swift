import EventLog
import Vocabulary

/// Explains one hop of a model that takes all channels at once: what its evidence is without each of them, one channel
/// a tick, so that no tick is long.
struct Occlusion {
  /// What is known of the hop so far.
  private var body = EvidenceBody(hopIndex: 0, sampleIndex: 0, output: 0, channelCount: 0)
  private var channels = ChannelMask()
  /// Whether channels are still to be hidden.
  private(set) var isRunning = false

  /// Begins with a hop that was judged.
  mutating func begin(_ decision: Decision, cause: EvidenceBody.Cause) {
    channels = decision.usable
    isRunning = !channels.isEmpty
    guard isRunning else { return }
    body = EvidenceBody(
      hopIndex: decision.hopIndex, sampleIndex: decision.sampleIndex, output: decision.evidence[next],
      channelCount: decision.channelCount)
    body.cause = cause
  }

  /// The next channel to hide.
  var next: Int { channels.rawValue.trailingZeroBitCount }

  /// Takes the evidence without the next channel.
  ///
  /// - Returns: What is known of the hop, once no channel is left.
  mutating func take(_ evidence: Int32) -> EvidenceBody? {
    let channel = next
    body.outputWithout[channel] = evidence
    body.usable[channel] = true
    channels[channel] = false
    return channels.isEmpty ? end() : nil
  }

  /// Ends early: the window is gone.
  ///
  /// - Returns: What is known of the hop: of those channels that were hidden.
  mutating func end() -> EvidenceBody {
    isRunning = false
    return body
  }
}
