import Forecasting
import Foundation
import TestSupport
import Testing

/// Months of real people's seizures, judged forward in time.
@Suite(.enabled(if: SharedData.url("seizure-times") != nil, Comment(rawValue: SharedData.skipReason)))
struct RealPeopleTests {
  @Test func forecastsBeatTheBaseline() throws {
    let url = try #require(SharedData.url("seizure-times"))
    let evaluation = ForecastEvaluation(try SeizureTimesFolder.histories(in: url), threads: 2)
    print(evaluation.text)
    #expect(try #require(evaluation.meanAreaUnderCurve.mean) >= 0.76)
  }
}
