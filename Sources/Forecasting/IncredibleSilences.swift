import Forecast
import Foundation

/// Silences that a person's own events make incredible: nobody kept the diary, the board was off, or the clock stepped.
///
/// A silence g before a lead event is put against n events that came in a time T around it. At a steady rate none would
/// be as long with a probability of (1 + g / T)^-n, the rate being known from these alone: exp(-rate x g) where much is
/// known. Events that come less evenly than at a steady rate, in clusters, tell less: n is divided by the intervals'
/// squared coefficient of variation. That probability times the number of silences looked at has to be below one in a
/// hundred.
struct IncredibleSilences {
  /// Whole hours without an event, in order.
  let hours: [Range<Int64>]

  /// The share of people with a steady rate of whom some silence is thought incredible all the same, at most.
  private static let mistaken = 0.01
  /// What is around a silence, to either side, in halves of its length: long enough that cycles as long show in it, and
  /// short enough that the rate is that of the time.
  private static let halves: Int64 = 3
  /// Of the intervals this share, and so many at most, the longest, are left out of their variation: silences would
  /// make themselves credible.
  private static let longest = (share: 0.02, most: 5)

  /// Looks at events in order.
  init(_ events: [EventHistory.Event]) {
    let times = events.map(\.second)
    let intervals = zip(times, times.dropFirst())
    let variation = Self.variation(of: intervals.map { Double($1 - $0) })
    let silences = intervals.filter { $1 - $0 >= HazardForecaster.gap }.map { $0..<$1 }
    var hours: [Range<Int64>] = []
    for silence in silences {
      let first = silence.lowerBound / 3_600 + 1
      let isIncredible = Self.probability(of: silence, times, variation) * Double(silences.count) < Self.mistaken
      if isIncredible && first < silence.upperBound / 3_600 { hours.append(first..<silence.upperBound / 3_600) }
    }
    self.hours = hours
  }

  /// How likely a silence is by what is on the side of it where fewer events came; where a side is shorter than the
  /// silence, by both.
  private static func probability(of silence: Range<Int64>, _ times: [Int64], _ variation: Double) -> Double {
    let length = silence.upperBound - silence.lowerBound
    let from = max(times[0], silence.lowerBound - halves * length / 2)
    let to = min(times[times.count - 1], silence.upperBound + halves * length / 2)
    let sides = [from..<silence.lowerBound, silence.upperBound..<max(to, silence.upperBound)].map { side in
      (count: place(side.upperBound, times) - place(side.lowerBound, times), seconds: side.upperBound - side.lowerBound)
    }
    func probability(_ count: Int, _ seconds: Int64) -> Double {
      seconds > 0 ? pow(1 + Double(length) / Double(seconds), -Double(count) / variation) : 1
    }
    guard sides.allSatisfy({ $0.seconds >= length }) else {
      return probability(sides[0].count + sides[1].count, sides[0].seconds + sides[1].seconds)
    }
    return max(probability(sides[0].count, sides[0].seconds), probability(sides[1].count, sides[1].seconds))
  }

  /// How many events came until a second, that one among them.
  private static func place(_ second: Int64, _ times: [Int64]) -> Int {
    var range = 0..<times.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = times[middle] <= second ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  /// The squared coefficient of variation, but for the longest; 1, that of a steady rate, at least.
  private static func variation(of intervals: [Double]) -> Double {
    let kept = intervals.sorted().dropLast(
      min(longest.most, Int((longest.share * Double(intervals.count)).rounded(.up))))
    guard !kept.isEmpty else { return 1 }
    let mean = kept.reduce(0, +) / Double(kept.count)
    return max(1, kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(kept.count) / (mean * mean))
  }
}
