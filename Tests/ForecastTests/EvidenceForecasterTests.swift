import Testing

@testable import Forecast

/// Evidence counts once it helped, in part, and only so far.
@Suite struct EvidenceForecasterTests {
  /// Goes through hours with an event each 25, and evidence of a size before them, or in hours that have nothing to do
  /// with them.
  private static func run(
    days: Int64, evidence: Int64?, helps: Bool, each: (borrowing EvidenceForecaster, Forecast) -> Void = { _, _ in }
  ) -> EvidenceForecaster {
    var history = HazardForecaster(firstHour: 0)
    var added = EvidenceForecaster()
    for hour in 0..<days * 24 {
      // Every 25 hours, moved by up to seven.
      let (cycle, place) = (hour / 25, hour % 25)
      let isEvent = place == 12 + (cycle * 5) % 8
      let isSaid = helps ? isEvent : place == 12 + (cycle * 3 + 1) % 8
      let forecast = history.forecast(clockIsSynchronised: true)
      added.open(forecast, evidence: evidence.map { isSaid ? $0 : -$0 / 24 })
      each(added, forecast)
      if isEvent { try? history.noteEvent(atSecond: hour * 3_600) }
      added.close(history, observed: true)
      history.finish(observed: true)
    }
    return added
  }

  @Test func withoutEvidenceTheHistoryStands() {
    _ = Self.run(days: 200, evidence: nil, helps: true) { added, forecast in
      let (probability, level, share, isCandidate) = (
        added.probability, added.level, added.share, added.candidate != nil
      )
      #expect(probability == forecast.probability && level == forecast.level && share == 0 && !isCandidate)
    }
  }

  @Test func evidenceThatHelpsCounts() throws {
    var mostAdded: Int64 = 0
    let added = Self.run(days: 200, evidence: 2 << 24, helps: true) { added, forecast in
      let (probability, share) = (added.probability, added.share)
      mostAdded = max(mostAdded, abs(share))
      #expect(probability == FixedMath.logistic(HazardForecaster.held(forecast.shares.logOdds + share)) || share == 0)
    }
    #expect(added.gate.isOpen)
    #expect(try #require(added.gate.openedAfterHours) >= 60 * 24)
    #expect(mostAdded > 1 << 24 && mostAdded <= EvidenceForecaster.most)
    #expect(added.weight > 3 << 14)
  }

  @Test func evidenceThatDoesNotHelpIsLeftOut() {
    let added = Self.run(days: 400, evidence: 2 << 24, helps: false) { added, forecast in
      let (probability, share) = (added.probability, added.share)
      #expect(probability == forecast.probability && share == 0)
    }
    #expect(!added.gate.isOpen && added.gate.openedAfterHours == nil)
    #expect(added.weight < 1 << 12)
  }

  /// Whatever a model says, it is held.
  @Test func nothingOverflows() {
    for evidence: Int64 in [1 << 40, -(1 << 40), 0] {
      let added = Self.run(days: 30, evidence: evidence, helps: true)
      #expect((0...1 << 16).contains(added.weight) && (0...FixedMath.one).contains(added.probability))
    }
  }
}
