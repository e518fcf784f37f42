/// What an input that is no EEG was over some seconds: beats a minute of an ECG, 2^-8 square microvolt of an EMG.
public struct PolygraphStretch: BitwiseCopyable, Equatable, Sendable {
  /// Seconds that could be judged; 0 means that all others are undefined.
  public var seconds: UInt16
  /// The middle one of their values.
  public var median: UInt32
  /// The lowest of their values.
  public var lowest: UInt32
  /// The highest of their values.
  public var highest: UInt32

  /// Creates a stretch; one that could not be judged unless said otherwise.
  public init(seconds: UInt16 = 0, median: UInt32 = 0, lowest: UInt32 = 0, highest: UInt32 = 0) {
    self.seconds = seconds
    self.median = median
    self.lowest = lowest
    self.highest = highest
  }
}
