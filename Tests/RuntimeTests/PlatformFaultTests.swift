import EventLog
import Testing
import Vocabulary

@Suite struct PlatformFaultTests {
  @Test func aFaultOfThePlatformRaisesTheAlarmAtOnceAndIsRecordedAtItsSample() throws {
    let bedside = try Bedside(thresholdPerChannel: .max)
    bedside.play(seconds: 9.5)
    bedside.report(.storage, .raised, detail: .recordsRefused(28))
    #expect(bedside.isTechnicalAlarmRaised)
    let fault = try #require(bedside.records.faults.last)
    #expect(fault.reason == .storage && fault.phase == .raised)
    #expect(fault.sampleIndex == 2374 && fault.detail == .recordsRefused(28))
    let alarm = try #require(bedside.records.alarms.last)
    #expect(alarm.kind == .technical && alarm.phase == .raised && alarm.reason == .storage)
    #expect(alarm.sampleIndex == 2374 && alarm.hopIndex == bedside.records.decisions.last?.hopIndex)
  }

  @Test func beforeTheFirstFrameItIsRecordedAtTheStart() throws {
    let bedside = try Bedside()
    bedside.report(.frontEnd, .raised)
    #expect(bedside.isTechnicalAlarmRaised)
    #expect(bedside.records.faults.map(\.sampleIndex) == [0])
    #expect(bedside.records.alarms.map(\.reason) == [.frontEnd])
  }

  @Test func itFallsOnlyAfterSustainedGoodDataOnceEveryFaultIsGone() throws {
    let bedside = try Bedside(thresholdPerChannel: .max)
    let goodHops = Double(bedside.bundle.policy.technicalClearHops)
    bedside.play(seconds: 20)
    bedside.report(.storage, .raised)
    bedside.report(.overrun, .raised)
    bedside.play(seconds: goodHops + 5)
    bedside.report(.storage, .cleared)
    bedside.play(seconds: goodHops + 5)
    #expect(bedside.isTechnicalAlarmRaised)
    bedside.report(.overrun, .cleared)
    bedside.play(seconds: goodHops - 1)
    #expect(bedside.isTechnicalAlarmRaised)
    bedside.play(seconds: 1)
    #expect(!bedside.isTechnicalAlarmRaised)
    #expect(bedside.records.alarms.map(\.phase) == [.raised, .cleared])
    #expect(bedside.records.alarms.map(\.eventNumber) == [1, 1])
  }

  @Test func aReportChangesNoDecision() throws {
    let (quiet, disturbed) = (try Bedside(), try Bedside())
    quiet.play(seconds: 12)
    disturbed.play(seconds: 9)
    disturbed.report(.storage, .raised)
    disturbed.play(seconds: 3)
    #expect(quiet.records.digest.digest != disturbed.records.digest.digest)
    #expect(quiet.records.decisions.map(\.score) == disturbed.records.decisions.map(\.score))
    #expect(quiet.records.decisions.map(\.verdict.state) == disturbed.records.decisions.map(\.verdict.state))
    #expect(!quiet.records.alarms.contains { $0.kind == .technical })
  }
}
