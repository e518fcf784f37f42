import Station
import Vocabulary

/// The EEG of a seizure alarm in a log, for a model's windows: exactly what the model saw that the board ran.
struct EpisodeEEG {
  /// Samples without a gap.
  private struct Stretch {
    /// Number of the first one.
    let first: UInt64
    /// By channel, in 2^-8 microvolt.
    var channels: [[Int32]]

    var end: UInt64 { first + UInt64(channels.first?.count ?? 0) }
  }

  private var stretches: [Stretch] = []

  /// Takes an alarm's clips.
  ///
  /// - Parameter episode: The alarm.
  init(_ episode: SeizureEpisode) {
    let count = Int(episode.settings.channelCount)
    for clip in episode.clips {
      // One that stands there twice.
      if let last = stretches.last, clip.first < last.end { continue }
      let channels = (0..<count).map { Array(clip.channel($0)) }
      if let last = stretches.indices.last, stretches[last].end == clip.first {
        for channel in 0..<count { stretches[last].channels[channel] += channels[channel] }
      } else {
        stretches.append(Stretch(first: clip.first, channels: channels))
      }
    }
  }

  /// A channel's window.
  ///
  /// - Parameters:
  ///   - channel: The channel.
  ///   - count: Its samples.
  ///   - end: Number of the sample after its last one.
  /// - Returns: The samples in 2^-8 microvolt; nil where one is not there.
  func window(_ channel: Int, count: Int, endingBefore end: UInt64) -> ArraySlice<Int32>? {
    guard end >= UInt64(count),
      let stretch = stretches.first(where: { $0.first <= end - UInt64(count) && end <= $0.end })
    else { return nil }
    let last = Int(end - stretch.first)
    return stretch.channels[channel][last - count..<last]
  }
}
