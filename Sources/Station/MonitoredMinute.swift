/// A minute of a session: what was judged, and the minute's features in the middle of the head's channels.
public struct MonitoredMinute: Equatable, Sendable {
  /// Hops that were judged.
  public internal(set) var judged = 0
  /// Hops that were not, lost ones among them.
  public internal(set) var blind = 0
  /// Hops whose decisions cannot be read: their records are damaged or missing.
  public internal(set) var unread = 0
  /// The smallest mean evidence over the usable channels less the threshold; nil where no hop has one.
  public internal(set) var lowestScore: Double?
  /// The largest.
  public internal(set) var highestScore: Double?
  /// Hops in which each channel was usable.
  public internal(set) var usable: [Int]
  /// Medians over the channels, in square microvolts: delta, theta, alpha, beta, gamma; empty where nothing is known.
  public internal(set) var bands: [Double] = []
  /// Median over the channels, in microvolts a sample; nil where nothing is known.
  public internal(set) var lineLength: Double?
  /// Sharp transients of all channels together.
  public internal(set) var spikes = 0
  /// The middle one of its heart rates, in beats a minute; nil where there is no ECG or it could not be judged.
  public internal(set) var heart: Double?
  /// The probability of a seizure in the hour it belongs to, as the board forecast it; nil where nothing was shown.
  public internal(set) var risk: Double?

  init(channels: Int) {
    usable = Array(repeating: 0, count: channels)
  }
}
