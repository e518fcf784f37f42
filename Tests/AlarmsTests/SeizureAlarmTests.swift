import Alarms
import Testing
import Vocabulary

@Suite struct SeizureAlarmTests {
  /// Steps an alarm through hops written as `#` above, `.` below, `?` not judged, ` ` lost; returns the hops of the
  /// events.
  private func events(_ pattern: String) -> [(phase: AlarmEvent.Phase, hop: UInt64, number: UInt32)] {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var found: [(AlarmEvent.Phase, UInt64, UInt32)] = []
    for (index, mark) in pattern.enumerated() where mark != " " {
      let decision =
        mark == "#" ? firingHop(UInt64(index)) : mark == "." ? quietHop(UInt64(index)) : blindHop(UInt64(index))
      if let event = alarm.step(decision, isJudged: mark != "?").event {
        found.append((event.phase, event.hopIndex, event.eventNumber))
      }
    }
    return found
  }

  /// Steps an alarm that needs one hop and an excess of 30 through mean evidence against a threshold of 10; nil is not
  /// judged.
  private func accumulated(_ evidence: [Int32?]) -> (sums: [Int64], raised: [Int]) {
    var policy = testPolicy
    (policy.raiseCount, policy.clearCount) = (1, 0)
    var alarm = SeizureAlarm(policy: policy, thresholdPerChannel: 10, raiseExcess: 30)
    var (sums, raised) = ([Int64](), [Int]())
    for (index, value) in evidence.enumerated() {
      let decision = value.map { hop(UInt64(index), evidence: [$0, $0, $0]) } ?? blindHop(UInt64(index))
      let (verdict, event) = alarm.step(decision, isJudged: value != nil)
      if event?.phase == .raised { raised.append(index) }
      sums.append(verdict.accumulated)
    }
    return (sums, raised)
  }

  @Test func oneStrongHopOpensWhatManyWeakOnesOpenLater() {
    #expect(accumulated([0, 45]).raised == [1])
    let weak = accumulated([22, 20, 12, 18])
    #expect(weak.sums == [12, 22, 24, 32])
    #expect(weak.raised == [3])
  }

  @Test func excessIsForgottenBelowTheThresholdAndBoundedAbove() {
    #expect(accumulated([20, 5, 0, 0, 20]).sums == [10, 5, 0, 0, 10])
    #expect(accumulated([200, 0]).sums == [60, 50])
  }

  @Test func excessNeverOutlivesTheHopsThatFired() {
    let found = accumulated([35, nil, nil, nil, nil, 35])
    #expect(found.sums == [25, 25, 25, 25, 0, 25])
    #expect(found.raised.isEmpty)
  }

  @Test func meanExcessIsRoundedDown() {
    #expect(hop(0, evidence: [11, 10, 10]).meanExcess == 0)
    #expect(hop(0, evidence: [9, 10, 10]).meanExcess == -1)
    #expect(blindHop(0).meanExcess == nil)
  }

  @Test func excessAloneOpensNothingWithoutEnoughHops() {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10, raiseExcess: 5)
    let (verdict, event) = alarm.step(hop(0, evidence: [900, 900, 900]), isJudged: true)
    #expect(event == nil && verdict.accumulated == 10)
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
    #expect(found.map(\.phase) == [.raised, .escalated, .cleared])
    #expect(found.map(\.number) == [1, 1, 1])
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
    _ = alarm.step(firingHop(0), isJudged: true)
    let (verdict, event) = alarm.step(firingHop(1 << 50), isJudged: true)
    #expect(event == nil && verdict.firing == 1)
  }

  @Test func saysUnknownAndNeverNormalWhenItCannotJudge() {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    #expect(alarm.step(blindHop(0), isJudged: false).verdict.state == .unknown)
    #expect(alarm.step(quietHop(1), isJudged: true).verdict.state == .normal)
    #expect(alarm.step(firingHop(2), isJudged: true).verdict.state == .suspected)
  }

  @Test func namesTheChannelsWithExactlyTheExcessThatRaisedIt() throws {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var event: AlarmEvent?
    var excessOfScore: Int64 = 0
    for index in 0..<3 {
      let decision = firingHop(UInt64(index))
      excessOfScore += decision.score - decision.threshold
      event = alarm.step(decision, isJudged: true).event
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
      event = alarm.step(hop(UInt64(index), evidence: [20, 20, 20]), isJudged: true).event
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
      let decision = hop(UInt64(index), evidence: [.max, .max, .min], thresholdPerChannel: .min)
      last = alarm.step(decision, isJudged: true).event
    }
    #expect(last?.excess[0] == 32 * (Int64(Int32.max) - Int64(Int32.min)))
    #expect(last?.sharePermille[0] == 500)
  }
}
