import Alarms
import Testing
import Vocabulary

/// Blindness in pieces: whatever the pattern, more than a fifth of half a minute or of ten minutes is too much.
@Suite struct BlindnessBudgetTests {
  private let policy = AlarmPolicy(
    firingHops: 8, raiseCount: 2, clearCount: 1, holdHops: 10, quorumPermille: 500, technicalRaiseHops: 10,
    technicalClearHops: 10)

  /// Plays hops of which `isJudged` says whether they are; the hops of rises and falls.
  private func events(
    hops: Range<UInt64>, reason: ReasonCode = .saturation, isJudged: (UInt64) -> Bool
  ) -> [(phase: AlarmEvent.Phase, hop: UInt64, reason: ReasonCode)] {
    var alarm = TechnicalAlarm(policy: policy)
    return hops.compactMap { hop in
      let event = alarm.step(quietHop(hop), isJudged: isJudged(hop), reason: reason)
      return event.map { ($0.phase, $0.hopIndex, $0.reason) }
    }
  }

  @Test func theSeventhBlindHopOfThirtyRaisesWhateverTheOrder() {
    #expect(events(hops: 0..<60) { $0 < 20 || $0 >= 27 }.first?.hop == 26)
    #expect(events(hops: 0..<60) { $0 < 20 || $0 % 4 != 0 }.first?.hop == 44)
    #expect(events(hops: 0..<60) { $0 < 20 || $0 >= 26 }.isEmpty)
  }

  @Test func aDutyCycleCallsAndStaysUntilItEnds() throws {
    let found = events(hops: 0..<400) { $0 < 20 || $0 >= 200 || $0 % 9 < 2 }
    #expect(found.map(\.phase) == [.raised, .cleared])
    #expect(found[0].hop <= 30 && found[0].reason == .saturation)
    // The last blind hop is 197: twenty good ones later.
    #expect(found[1].hop == 217)
  }

  @Test func tenMinutesRemember() {
    // Eight blind hops in forty: each time the alarm rises and falls. Once a fifth of ten minutes is blind, the first
    // blind hop raises it.
    let found = events(hops: 0..<1600) { $0 % 39 < 31 }.filter { $0.phase == .raised }
    #expect(found.first.map { $0.hop % 39 } == 37)
    #expect(found.last.map { $0.hop % 39 } == 31)
  }

  @Test func aStartCountsOnlyByItsOwnLimit() {
    #expect(events(hops: 0..<60) { $0 >= 9 }.isEmpty)
    #expect(events(hops: 0..<60) { $0 >= 10 }.map(\.hop) == [9, 19])
  }

  @Test func lostHopsAreBlind() {
    var alarm = TechnicalAlarm(policy: policy)
    for hop in 0..<20 { _ = alarm.step(quietHop(UInt64(hop)), isJudged: true, reason: .none) }
    let event = alarm.step(quietHop(27), isJudged: true, reason: .none)
    #expect(event?.phase == .raised && event?.reason == .framesLost)
  }

  @Test func whileFiltersSettleTheReasonIsTheDefectsThatWasBefore() {
    var alarm = TechnicalAlarm(policy: policy)
    var reasons: [ReasonCode] = []
    for hop in 0..<60 {
      let isBad = hop >= 20 && hop % 6 == 0
      let event = alarm.step(
        quietHop(UInt64(hop)), isJudged: hop < 20 || hop % 6 > 3, reason: isBad ? .leadOff : .quorum)
      if let event { reasons.append(event.reason) }
    }
    #expect(reasons == [.leadOff])
  }
}
