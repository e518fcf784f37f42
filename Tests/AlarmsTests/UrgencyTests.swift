import Alarms
import Testing
import Vocabulary

/// What makes an alarm that stands more urgent.
@Suite struct UrgencyTests {
  /// Steps an alarm through hops written as `#` above, `.` below, `?` not judged, `m` above with muscle activity;
  /// returns what became more urgent, and when.
  private func escalations(_ pattern: String) -> [(reason: ReasonCode, hop: Int)] {
    var alarm = SeizureAlarm(policy: testPolicy, thresholdPerChannel: 10)
    var found: [(ReasonCode, Int)] = []
    for (index, mark) in pattern.enumerated() {
      var decision = "#m".contains(mark) ? firingHop(UInt64(index)) : quietHop(UInt64(index))
      if mark == "?" { decision = blindHop(UInt64(index)) }
      if mark == "m" { for channel in 0..<2 { decision.quality[channel] = .muscle } }
      guard let event = alarm.step(decision, isJudged: mark != "?").event, event.phase == .escalated else { continue }
      #expect(alarm.isOpen && event.kind == .seizure && event.eventNumber == alarm.eventNumber)
      found.append((event.reason, index))
    }
    return found
  }

  @Test func aSeizureOfFiveMinutesBecomesMoreUrgentOnce() {
    let found = escalations(String(repeating: "#", count: 900))
    #expect(found.map(\.reason) == [.lasting] && found.map(\.hop) == [302])
    // Also where it can no longer be judged.
    #expect(escalations("###" + String(repeating: "?", count: 900)).map(\.reason) == [.lasting])
  }

  @Test func anotherSeizureWithinAnOpenEventIsSeen() {
    // Quiet from the second quiet hop on; closes after five of those.
    #expect(escalations("#####......").isEmpty)
    #expect(escalations("#####.....####").map(\.reason) == [.another])
    #expect(escalations("#####.....####.....####").map(\.reason) == [.another, .another])
    // One hop without evidence is no pause.
    #expect(escalations("#####.####..####").isEmpty)
  }

  @Test func muscleThatFollowsIsMoreUrgentAndMuscleThatWasThereBeforeIsNot() {
    #expect(escalations("#####mmmmmmmm").map(\.reason) == [.convulsive])
    #expect(escalations("mmmmmmmmmmmmm").isEmpty)
    #expect(escalations("mmm##mmmmmmmm").map(\.reason) == [.convulsive])
    #expect(escalations("#####mm##mm##").isEmpty)
  }

  private func fault(_ reason: ReasonCode, _ phase: AlarmEvent.Phase = .raised) -> FaultEvent {
    FaultEvent(reason: reason, phase: phase, sampleIndex: 0)
  }

  @Test func aLostPartIsOfLowPriorityUntilSomethingWorseComes() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    let first = alarm.step(fault(.sideLost), hopIndex: 1)
    #expect(first?.phase == .raised && alarm.isRaised && alarm.isLow)
    let second = alarm.step(fault(.channelsLost), hopIndex: 2)
    #expect(second?.reason == nil && alarm.isLow)
    let worse = alarm.step(fault(.storage), hopIndex: 3)
    #expect(worse?.phase == .escalated && worse?.reason == .storage && worse?.eventNumber == 1)
    #expect(alarm.isRaised && !alarm.isLow)
    let another = alarm.step(fault(.line), hopIndex: 4)
    #expect(another?.reason == nil)
  }

  @Test func aWeakSupplyIsOfLowPriority() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    #expect(alarm.step(fault(.undervoltage), hopIndex: 1)?.reason == .undervoltage && alarm.isLow)
    #expect(alarm.step(fault(.frontEnd), hopIndex: 2)?.phase == .escalated && !alarm.isLow)
  }

  /// An alarm of another kind falls beside a supply that stays weak, and the low one is there again at once.
  @Test func whatIsWorseFallsBackToTheLowOneThatStands() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    _ = alarm.step(fault(.undervoltage), hopIndex: 0)
    _ = alarm.step(fault(.frontEnd), hopIndex: 0)
    #expect(alarm.isRaised && !alarm.isLow)
    _ = alarm.step(fault(.frontEnd, .cleared), hopIndex: 0)
    var events: [String] = []
    for index in 1..<40 as Range<UInt64> {
      let hop = Decision(hopIndex: index, sampleIndex: index * 100, channelCount: 2)
      if let event = alarm.step(hop, isJudged: true, reason: .none) { events.append("\(event.phase)") }
      if let event = alarm.resume(hop) { events.append("\(event.phase) \(event.reason)") }
      let isRaised = alarm.isRaised
      #expect(isRaised)
    }
    #expect(events == ["cleared", "raised undervoltage"] && alarm.isLow && alarm.eventNumber == 2)
    _ = alarm.step(fault(.undervoltage, .cleared), hopIndex: 40)
    for index in 41..<80 as Range<UInt64> {
      let hop = Decision(hopIndex: index, sampleIndex: index * 100, channelCount: 2)
      if let event = alarm.step(hop, isJudged: true, reason: .none) { events.append("\(event.phase)") }
      if let event = alarm.resume(hop) { events.append("\(event.phase)") }
    }
    #expect(events.last == "cleared" && events.count == 3 && !alarm.isRaised)
  }

  @Test func aLostPartBecomesMoreUrgentWhereNothingIsJudgedAnyMore() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    _ = alarm.step(fault(.sideLost), hopIndex: 0)
    var phases: [AlarmEvent.Phase] = []
    for index in 1..<8 as Range<UInt64> {
      if let event = alarm.step(blindHop(index), isJudged: false, reason: .leadOff) { phases.append(event.phase) }
    }
    #expect(phases == [.escalated] && !alarm.isLow && alarm.reason == .leadOff)
  }

  @Test func whatIsWrongFromTheBeginningIsNotOfLowPriority() {
    var alarm = TechnicalAlarm(policy: testPolicy)
    _ = alarm.step(fault(.frontEnd), hopIndex: 0)
    #expect(alarm.isRaised && !alarm.isLow)
    let part = alarm.step(fault(.sideLost), hopIndex: 1)
    #expect(part?.reason == nil && !alarm.isLow)
  }
}
