import Alarms
import Testing
import Vocabulary

@Suite struct SeizureAlarmTests {
  /// Steps an alarm through hops written as `#` above, `.` below, `?` not judged, ` ` lost; returns the hops of the events.
  private func events(_ pattern: String) -> [(phase: AlarmEvent.Phase, hop: UInt64, number: UInt32)] {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var found: [(AlarmEvent.Phase, UInt64, UInt32)] = []
    for (index, mark) in pattern.enumerated() where mark != " " {
      var decision =
        mark == "#" ? firingHop(UInt64(index)) : mark == "." ? quietHop(UInt64(index)) : blindHop(UInt64(index))
      if let event = alarm.step(&decision, isJudged: mark != "?") {
        found.append((event.phase, event.hopIndex, event.eventNumber))
      }
    }
    return found
  }

  @Test func opensWhenEnoughOfTheLastHopsAreAbove() {
    let found = events("..##.#")
    #expect(found.map(\.hop) == [5])
    #expect(found.map(\.phase) == [.raised])
  }

  @Test func doesNotOpenOnScatteredHops() {
    #expect(events("#..#..#..##..##").isEmpty)
  }

  @Test func staysOneEventThroughAPauseShorterThanTheHold() {
    let found = events("###.....###..........")
    #expect(found.map(\.phase) == [.raised, .cleared])
    #expect(found.map(\.number) == [1, 1])
  }

  @Test func closesAfterTheHoldAndNumbersTheNextEvent() {
    let found = events("###..............###")
    #expect(found.map(\.hop) == [2, 9, 19])
    #expect(found.map(\.number) == [1, 1, 2])
  }

  @Test func neverClosesBecauseDataEnded() {
    #expect(events("###????????????????????????").map(\.phase) == [.raised])
    #expect(events("###                       ?").map(\.phase) == [.raised])
  }

  @Test func neverJoinsHopsAcrossAGap() {
    #expect(events("##        ##").isEmpty)
    #expect(events("##????##").isEmpty)
    #expect(events("##  #").isEmpty)
  }

  @Test func survivesAGapLongerThanAnyHistory() {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var first = firingHop(0)
    _ = alarm.step(&first, isJudged: true)
    var last = firingHop(1 << 50)
    #expect(alarm.step(&last, isJudged: true) == nil)
    #expect(last.firing == 1)
  }

  @Test func saysUnknownAndNeverNormalWhenItCannotJudge() {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var blind = blindHop(0)
    _ = alarm.step(&blind, isJudged: false)
    #expect(blind.state == .unknown)
    var quiet = quietHop(1)
    _ = alarm.step(&quiet, isJudged: true)
    #expect(quiet.state == .normal)
    var firing = firingHop(2)
    _ = alarm.step(&firing, isJudged: true)
    #expect(firing.state == .suspected)
  }

  @Test func namesTheChannelsWithExactlyTheExcessThatRaisedIt() throws {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var event: AlarmEvent?
    var excessOfScore: Int64 = 0
    for index in 0..<3 {
      var decision = firingHop(UInt64(index))
      excessOfScore += decision.score - decision.threshold
      event = alarm.step(&decision, isJudged: true)
    }
    let raised = try #require(event)
    #expect(raised.rankedCount == 3)
    #expect((0..<3).map { raised.ranked[$0] } == [1, 0, 2])
    #expect((0..<3).map { raised.excess[$0] } == [6, 90, -45])
    #expect((0..<3).reduce(0) { $0 + raised.excess[$1] } == excessOfScore)
    #expect((0..<3).map { raised.sharePermille[$0] } == [62, 937, 0])
  }

  @Test func ranksTiesByIndex() throws {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var event: AlarmEvent?
    for index in 0..<3 {
      var decision = hop(UInt64(index), evidence: [20, 20, 20])
      event = alarm.step(&decision, isJudged: true)
    }
    let raised = try #require(event)
    #expect((0..<3).map { raised.ranked[$0] } == [0, 1, 2])
  }

  @Test func countsExtremeEvidenceWithoutOverflow() {
    let policy = AlarmPolicy(
      firingHops: 32, raiseCount: 32, clearCount: 1, holdHops: 5, quorumPermille: 1, technicalRaiseHops: 3,
      technicalClearHops: 4)
    var alarm = SeizureAlarm(policy: policy, thresholdPerChannel: .min)
    var last: AlarmEvent?
    for index in 0..<32 {
      var decision = hop(UInt64(index), evidence: [.max, .max, .min], thresholdPerChannel: .min)
      last = alarm.step(&decision, isJudged: true)
    }
    #expect(last?.excess[0] == 32 * (Int64(Int32.max) - Int64(Int32.min)))
    #expect(last?.sharePermille[0] == 500)
  }
}
