import Evaluation
import TestSupport
import Testing

@Suite struct ScorerTests {
  @Test func equalsTimescoringOnItsEdges() throws {
    let cases = try ScoringCases.fixture().cases
    #expect(cases.count == 99)
    for entry in cases { check(entry) }
  }

  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.skipReason)))
  func equalsTimescoringOnAllSharedCases() throws {
    let url = try #require(SharedData.url("szcore/timescoring_cases.json"))
    let cases = try ScoringCases(url).cases
    #expect(cases.count == 300)
    for entry in cases { check(entry) }
  }

  @Test func namesItselfWithVersionAndParameters() {
    let name = EventScorer(.strict).name
    #expect(name.hasPrefix("timescoring 0.0.7 (esl-epfl/timescoring f984436b)"))
    #expect(name.contains("toleranceStart 0 s, toleranceEnd 5 s"))
  }

  @Test func leavesNoFigureDefinedForNothing() {
    let score = EventScorer().score(reference: [], hypothesis: [], durationSeconds: 0)
    #expect(score.sensitivity == nil && score.precision == nil && score.f1 == nil && score.falsePositivesPerDay == nil)
  }

  @Test func givesAnF1OfZeroToWhoHasSeizuresAndNoDetection() {
    let score = EventScorer().score(reference: [Interval(10, 20)], hypothesis: [], durationSeconds: 60)
    #expect(score.f1 == 0 && score.precision == nil)
  }

  @Test func countsTheTimeOutsideSeizuresAndTolerance() {
    let seizures = [Interval(100, 140), Interval(200, 220), Interval(3590, 3600)]
    let seconds = { (parameters: EventScorer.Parameters) in
      EventScorer(parameters).falseAlarmSeconds(reference: seizures, durationSeconds: 3600)
    }
    // The first two are one event from 100 s to 220 s, extended to 70 s and 280 s; the last one begins at 3560 s.
    #expect(seconds(.szCORE) == 3600 - 210 - 40)
    #expect(seconds(.strict) == 3600 - 125 - 10)
  }

  private func check(_ entry: ScoringCases.Case, sourceLocation: SourceLocation = #_sourceLocation) {
    let events = entry.eventScorer.score(
      reference: entry.reference, hypothesis: entry.hypothesis, durationSeconds: entry.duration)
    let samples = SampleScorer().score(
      reference: entry.reference, hypothesis: entry.hypothesis, durationSeconds: entry.duration)
    #expect(ScoringCases.Case.Answer(events) == entry.event, "\(entry)", sourceLocation: sourceLocation)
    #expect(ScoringCases.Case.Answer(samples) == entry.sample, "\(entry)", sourceLocation: sourceLocation)
  }
}
