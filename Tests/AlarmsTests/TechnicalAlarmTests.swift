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

  private func report(
    _ reason: ReasonCode, _ phase: AlarmEvent.Phase, to alarm: inout TechnicalAlarm, hop: UInt64 = 0
  ) -> AlarmEvent? {
    alarm.step(FaultEvent(reason: reason, phase: phase, sampleIndex: 1000 + hop), hopIndex: hop)
  }

  /// Good hops, one after the other; the hops of the events.
  private func good(_ hops: Range<UInt64>, to alarm: inout TechnicalAlarm) -> [UInt64] {
    hops.compactMap { alarm.step(quietHop($0), isJudged: true, reason: .none)?.hopIndex }
  }

  @Test func aFaultOfThePlatformRaisesAtOnceWithItsReasonAndPlace() throws {
    var alarm = TechnicalAlarm(policy: testPolicy)
    let first = report(.storage, .raised, to: &alarm, hop: 17)
    let event = try #require(first)
    #expect(event.kind == .technical && event.phase == .raised && event.reason == .storage)
    #expect(event.hopIndex == 17 && event.sampleIndex == 1017 && event.eventNumber == 1)
    let isRaised = alarm.isRaised
    #expect(isRaised)
  }

  @Test func severalStandingFaultsAreOneAlarmThatOutlastsThemAll() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    let raised = report(.storage, .raised, to: &alarm)
    let again = report(.frontEnd, .raised, to: &alarm)
    let twice = report(.storage, .raised, to: &alarm)
    #expect(raised != nil && again == nil && twice == nil)
    #expect(good(0..<20, to: &alarm).isEmpty)
    _ = report(.storage, .cleared, to: &alarm)
    #expect(good(20..<40, to: &alarm).isEmpty)
    let last = report(.frontEnd, .cleared, to: &alarm)
    #expect(last == nil)
    // The fourth good hop after the last fault is gone.
    #expect(good(40..<60, to: &alarm) == [43])
    let isRaised = alarm.isRaised
    #expect(!isRaised)
    let next = report(.frontEnd, .raised, to: &alarm)
    #expect(next?.eventNumber == 2)
  }

  @Test func aFaultDuringRecoveryBeginsItAnew() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    _ = report(.clock, .raised, to: &alarm)
    _ = report(.clock, .cleared, to: &alarm)
    #expect(good(0..<3, to: &alarm).isEmpty)
    _ = report(.overrun, .raised, to: &alarm)
    _ = report(.overrun, .cleared, to: &alarm)
    #expect(good(3..<10, to: &alarm) == [6])
  }

  private static let low: Set<ReasonCode> = [.sideLost, .channelsLost, .undervoltage]

  @Test func everyReasonStandsByItself() {
    for reason in (1..<ReasonCode.end).compactMap(ReasonCode.init(rawValue:)) {
      for other in (1..<ReasonCode.end).compactMap(ReasonCode.init(rawValue:)) where other != reason {
        var alarm = TechnicalAlarm(policy: testPolicy)
        _ = report(reason, .raised, to: &alarm)
        _ = report(other, .raised, to: &alarm)
        _ = report(other, .cleared, to: &alarm)
        // Beside one of low priority what was worse falls, and that one rises with the same hop.
        let isFalling = Self.low.contains(reason) && !Self.low.contains(other)
        #expect(good(0..<20, to: &alarm) == (isFalling ? [3] : []))
        let resumed = alarm.resume(quietHop(20))
        #expect(resumed?.reason == (isFalling ? reason : nil))
      }
    }
  }

  @Test func aFaultThatEndsWithoutHavingBegunRaisesNothing() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    let event = report(.storage, .cleared, to: &alarm)
    let isRaised = alarm.isRaised
    #expect(event == nil && !isRaised)
  }
}
