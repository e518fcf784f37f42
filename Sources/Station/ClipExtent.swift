import EventLog
import Vocabulary

/// What the clips of a session cover.
struct ClipExtent {
  /// Samples of each channel in a clip.
  let hopSamples: UInt32
  /// Channels in a clip.
  let channelCount: UInt8
  /// How many clips there are.
  private(set) var count = 0
  /// First sample of the first clip, at the model's rate.
  private(set) var first: UInt64 = 0
  /// One after the last sample of the last clip.
  private(set) var end: UInt64 = 0
  /// Samples that lie between clips.
  private(set) var gaps: [Range<UInt64>] = []
  /// The largest magnitude of a sample, in 2^-8 microvolt.
  private(set) var largest: Int32 = 0

  /// Starts with the geometry that a session's clips have.
  init(hopSamples: UInt32, channelCount: UInt8) {
    self.hopSamples = hopSamples
    self.channelCount = channelCount
  }

  /// Adds a clip.
  ///
  /// - Returns: What is wrong if it does not fit those before it.
  mutating func take(_ clip: ClipBody, _ bytes: [UInt8]) -> (found: String, expected: String)? {
    guard clip.channelCount == channelCount, UInt32(clip.samplesPerChannel) == hopSamples, hopSamples > 0 else {
      return (
        "a clip of \(clip.channelCount) channels and \(clip.samplesPerChannel) samples",
        "\(channelCount) channels and \(hopSamples) samples, as the session has"
      )
    }
    let start = clip.firstModelSample
    guard start >= end, start < 1 << 48, start % UInt64(hopSamples) == 0 else {
      return ("a clip that begins at sample \(start)", "a multiple of \(hopSamples) from \(end) on")
    }
    if count == 0 { first = start } else if start > end { gaps.append(end..<start) }
    end = start + UInt64(hopSamples)
    count += 1
    for channel in 0..<Int(channelCount) {
      for index in 0..<Int(hopSamples) {
        largest = max(largest, abs(clip.sample(channel: channel, index: index, in: bytes.span)))
      }
    }
    return nil
  }
}
