import Alarms
import Testing
import Vocabulary

@Suite struct TechnicalAlarmTests {
  private func events(_ pattern: String) -> [(phase: AlarmEvent.Phase, hop: UInt64, reason: ReasonCode)] {
    var alarm = TechnicalAlarm(policy: testPolicy)
    var found: [(AlarmEvent.Phase, UInt64, ReasonCode)] = []
    for (index, mark) in pattern.enumerated() where mark != " " {
      let event = alarm.step(quietHop(UInt64(index)), isJudged: mark == ".", reason: .leadOff)
      if let event { found.append((event.phase, event.hopIndex, event.reason)) }
    }
    return found
  }

  @Test func risesWithinItsStatedTimeWithItsReason() {
    let found = events("..???")
    #expect(found.map(\.hop) == [4])
    #expect(found.map(\.reason) == [.leadOff])
  }

  @Test func staysLowForShorterInterruptions() {
    #expect(events("..??..??..??.").isEmpty)
  }

  @Test func fallsOnlyAfterSustainedGoodData() {
    let found = events("???...?.......")
    #expect(found.map(\.phase) == [.raised, .cleared])
    #expect(found.map(\.hop) == [2, 10])
  }

  @Test func countsLostHopsAsBlind() {
    let found = events(".   .....")
    #expect(found.map(\.hop) == [4, 7])
    #expect(found.map(\.reason) == [.framesLost, .framesLost])
  }
}
