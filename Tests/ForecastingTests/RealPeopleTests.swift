import Forecasting
import Foundation
import TestSupport
import Testing

/// Months of real people's seizures, judged forward in time: what must hold.
@Suite(.enabled(if: SharedData.url("seizure-times") != nil, Comment(rawValue: SharedData.skipReason)))
struct RealPeopleTests {
  @Test func forecastsBeatTheBaseline() throws {
    let url = try #require(SharedData.url("seizure-times"))
    let evaluation = ForecastEvaluation(try SeizureTimesFolder.histories(in: url), threads: 2)
    #expect(try #require(evaluation.meanAreaUnderCurve.mean) >= 0.76)
    #expect(try #require(evaluation.meanSensitivityLessTimeInWarning.mean) >= 0.34)
    #expect(try #require(evaluation.meanBrierSkill.low95) > 0)
    let judged = evaluation.people.compactMap(\.pValue)
    #expect(judged.count == 9)
    #expect(judged.count { $0 >= 0.05 } <= 1)
    for name in ["msg03", "msg07", "msg08"] {
      let person = try #require(evaluation.people.first { $0.person == name })
      #expect(!person.isEnabled && person.areaUnderCurve == nil)
      #expect(person.reason?.hasPrefix("no forecast") == true)
    }
  }
}
