import Evaluation
import Simulation

/// How often chance forecasts as well: events are moved against the forecasts, and the area under the curve is taken
/// again.
public enum Surrogates {
  /// How many surrogates are made.
  public static let count = 1_000

  /// The p-value of shifting all events by the same random stretch, around the end; (1 + shifts at least as good) / (1
  /// + shifts).
  ///
  /// - Parameters:
  ///   - windows: In order, with windows of both kinds.
  ///   - seed: The same seed gives the same value.
  /// - Returns: The p-value.
  public static func circularShift(_ windows: [JudgedWindow], seed: UInt64 = 1) -> Double {
    let ranks = Ranks(windows)
    var generator = SeededGenerator(seed: seed)
    return pValue(ranks.sum(at: ranks.leads)) {
      let shift = 1 + Int(generator.next() % UInt64(max(1, windows.count - 1)))
      return ranks.sum(at: ranks.leads.map { ($0 + shift) % windows.count })
    }
  }

  /// The p-value of shuffling the intervals between lead events.
  ///
  /// - Parameters:
  ///   - windows: In order, with windows of both kinds.
  ///   - seed: The same seed gives the same value.
  /// - Returns: The p-value.
  public static func intervalShuffle(_ windows: [JudgedWindow], seed: UInt64 = 1) -> Double {
    let ranks = Ranks(windows)
    var generator = SeededGenerator(seed: seed)
    let leads = ranks.leads
    // The stretches before the first and after the last event are one interval, so that the shuffled events may begin
    // anywhere.
    let between = zip(leads, leads.dropFirst()).map { $1 - $0 } + [leads[0] + windows.count - leads[leads.count - 1]]
    return pValue(ranks.sum(at: leads)) {
      var place = Int(generator.next() % UInt64(windows.count))
      let places = between.shuffled(using: &generator).map { interval in
        place = (place + interval) % windows.count
        return place
      }
      return ranks.sum(at: places)
    }
  }

  private static func pValue(_ measured: Double, _ surrogate: () -> Double) -> Double {
    var asGood = 0
    for _ in 0..<count where surrogate() >= measured { asGood += 1 }
    return Double(1 + asGood) / Double(1 + count)
  }

  /// The forecasts' ranks, ties sharing theirs: their sum over the events is the area under the curve but for
  /// constants.
  private struct Ranks {
    let leads: [Int]
    private let ranks: [Double]

    init(_ windows: [JudgedWindow]) {
      leads = windows.indices.filter { windows[$0].isLead }
      let order = windows.indices.sorted { windows[$0].forecast < windows[$1].forecast }
      var ranks = [Double](repeating: 0, count: windows.count)
      var first = 0
      while first < order.count {
        var end = first
        while end < order.count && windows[order[end]].forecast == windows[order[first]].forecast { end += 1 }
        for place in first..<end { ranks[order[place]] = Double(first + end + 1) / 2 }
        first = end
      }
      self.ranks = ranks
    }

    func sum(at places: [Int]) -> Double { places.reduce(0) { $0 + ranks[$1] } }
  }
}
