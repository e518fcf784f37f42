/// A stretch of a recording, in seconds from its start; the end is not part of it.
public struct Interval: Equatable, Sendable {
  /// Where it begins, in seconds.
  public var onset: Double
  /// Where it ends, in seconds.
  public var end: Double

  /// Creates an interval.
  public init(_ onset: Double, _ end: Double) {
    self.onset = onset
    self.end = end
  }

  /// Its length in seconds.
  public var duration: Double { end - onset }

  /// How many seconds it shares with `other`.
  public func overlap(with other: Interval) -> Double {
    max(0, min(end, other.end) - max(onset, other.onset))
  }

  /// The same stretches in order, with those that overlap or touch joined and empty ones left out.
  ///
  /// - Parameters:
  ///   - intervals: In any order.
  ///   - durationSeconds: Everything is cut to 0 up to here.
  /// - Returns: Intervals in order, with gaps between them.
  public static func union(_ intervals: [Interval], within durationSeconds: Double) -> [Interval] {
    var joined: [Interval] = []
    for interval in intervals.sorted(by: { ($0.onset, $0.end) < ($1.onset, $1.end) }) {
      let cut = Interval(max(0, interval.onset), min(durationSeconds, interval.end))
      guard cut.duration > 0 else { continue }
      if let last = joined.last, cut.onset <= last.end {
        joined[joined.count - 1].end = max(last.end, cut.end)
      } else {
        joined.append(cut)
      }
    }
    return joined
  }
}
