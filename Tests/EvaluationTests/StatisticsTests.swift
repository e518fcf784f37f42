import Evaluation
import Testing

@Suite struct StatisticsTests {
  /// Reference: `scipy.stats.chi2.ppf(0.95, 2 * (k + 1)) / 2`.
  @Test(arguments: [
    (0, 2.9957322735539895), (1, 4.743864518390577), (3, 7.753656527932725), (10, 16.962219235721903),
    (100, 118.07927278209706), (10_000, 10166.060136127071),
  ])
  func poissonBoundEqualsTheChiSquareQuantile(count: Int, expected: Double) {
    #expect(abs(PoissonBound.upper95(count: count) - expected) < 1e-9 * expected)
  }

  @Test func areaUnderCurveCountsEveryPairAndTiesAsHalf() throws {
    let positives: [Double] = [3, 1, 2, 2, 5]
    let negatives: [Double] = [2, 0, 2, 4, 1, -1]
    var sum = 0.0
    for positive in positives {
      for negative in negatives { sum += positive > negative ? 1 : positive == negative ? 0.5 : 0 }
    }
    let area = try #require(RankStatistic.areaUnderCurve(positives: positives, negatives: negatives))
    #expect(abs(area - sum / 30) < 1e-15)
  }

  @Test func intervalOverPersonsNarrowsWithTheirNumberAndIsTheSameTwice() throws {
    let few = PersonMean([0, 1, 0, 1])
    let many = PersonMean(Array(repeating: [0, 1], count: 50).flatMap { $0 })
    #expect(few == PersonMean([0, nil, 1, 0, 1]) && few.mean == 0.5)
    let width = try #require(few.high95) - #require(few.low95)
    let narrow = try #require(many.high95) - #require(many.low95)
    // The standard deviation of a mean of 100 such values is 0.05.
    #expect(width == 1 && abs(narrow - 4 * 0.049) < 0.02)
    #expect(PersonMean([0.3]).low95 == nil && PersonMean([0.3]).mean == 0.3 && PersonMean([nil]).mean == nil)
  }

  @Test func areaUnderCurveIsUndefinedWithoutAClass() {
    #expect(RankStatistic.areaUnderCurve(positives: [], negatives: [1]) == nil)
    #expect(RankStatistic.areaUnderCurve(positives: [1], negatives: []) == nil)
  }

  @Test func windowsAreIctalFromHalfOnAndNonIctalOnlyWithoutOverlap() {
    let ends = [4.0, 11, 12, 13, 22, 23, 24]
    let outcome = RecordingOutcome(
      durationSeconds: 60, windowSeconds: 4,
      windows: ends.map { .init(endSeconds: $0, score: $0) } + [.init(endSeconds: 14, score: nil)])
    let scores = WindowScores(outcome, seizures: [Interval(10, 20)])
    #expect(scores.ictal == [12, 13, 22])
    #expect(scores.nonIctal == [4, 24])
    #expect(scores.mixedCount == 2)
    #expect(scores.unscoredCount == 1)
  }

  @Test func unionJoinsWhatOverlapsOrTouchesAndCutsAtTheEnd() {
    let union = Interval.union(
      [Interval(50, 70), Interval(5, 9), Interval(0, 5), Interval(20, 40), Interval(25, 30), Interval(44, 44)],
      within: 60)
    #expect(union == [Interval(0, 9), Interval(20, 40), Interval(50, 60)])
  }
}
