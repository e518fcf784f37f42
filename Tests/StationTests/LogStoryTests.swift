import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

/// A log written anew with right checks, but with records left out, moved or changed, does not fit itself.
@Suite struct LogStoryTests {
  /// A session as a board writes it: faults, decisions, alarms, clips behind the alarm, an acknowledgement.
  private static let story: [(kind: RecordKind, body: [UInt8])] = {
    var story: [(kind: RecordKind, body: [UInt8])] = [
      (.boot, Samples.bytes(of: Samples.boot(1))), (.session, Samples.bytes(of: Samples.session())),
    ]
    func fault(_ phase: AlarmEvent.Phase) -> (kind: RecordKind, body: [UInt8]) {
      (
        .fault,
        Samples.bytes(
          of: FaultEvent(reason: .leadOff, phase: phase, sampleIndex: 0, detail: .channels(ChannelMask(first: 1))))
      )
    }
    for hop in UInt64(0)..<40 {
      if hop == 2 { story += [fault(.raised), fault(.raised)] }
      if hop == 6 { story.append(fault(.cleared)) }
      let event = UInt32(hop / 20 + 1)
      let isSeizure = (5..<12).contains(hop % 20)
      story.append((.decision, Samples.bytes(of: Samples.decision(hop: hop, isSeizure: isSeizure))))
      if hop % 20 == 5 {
        story.append((.alarm, Samples.bytes(of: Samples.alarm(.raised, event: event, hop: hop))))
        story.append((.clip, Samples.clip(event: event, hop: hop)))
      }
      if hop % 20 == 8 {
        let body = AcknowledgementBody(alarmKind: .seizure, eventNumber: event, sampleIndex: hop * 256)
        story.append((.acknowledgement, Samples.bytes(of: body)))
      }
      if hop % 20 == 12 {
        story.append((.alarm, Samples.bytes(of: Samples.alarm(.cleared, event: event, hop: hop))))
      }
    }
    return story
  }()

  /// What is found in a log of these records, with right checks around them.
  private func problems(_ story: [(kind: RecordKind, body: [UInt8])]) throws -> [StoryFault] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 16))
    for (index, record) in story.enumerated() {
      _ = try writer.append(record.kind, body: record.body.span, stamps: LogKeeper.stamps(UInt64(index)))
    }
    try writer.flush()
    return LogKeeper.findings(storage.segmentBytes).compactMap {
      if case .story(let fault) = $0.problem { fault } else { nil }
    }
  }

  /// Another person is admitted while the board runs: numbers, faults and hops go on in a session of their own.
  @Test func whatGoesOnWithAnotherPersonFits() throws {
    var session = Samples.session()
    session.firstSample = 14 * 256
    let place = try #require(
      Self.story.firstIndex { $0.kind == .decision && $0.body == Samples.bytes(of: Samples.decision(hop: 34)) })
    let act = PersonBody(act: .admission, source: .station, pseudonym: session.pseudonym, sampleIndex: 14 * 256 - 1)
    let change: [(kind: RecordKind, body: [UInt8])] = [
      (.person, Samples.bytes(of: act)), (.session, Samples.bytes(of: session)),
    ]
    // Not within an event, which would go on.
    let calm = try #require(
      Self.story.firstIndex { $0.kind == .decision && $0.body == Samples.bytes(of: Samples.decision(hop: 14)) })
    for index in [calm, place] {
      var story = Self.story
      story.insert(contentsOf: change, at: index)
      #expect(try problems(story).isEmpty)
    }
    // What is left out afterwards still shows.
    var story = Self.story
    story.insert(contentsOf: change, at: calm)
    let alarm = try #require(story.lastIndex { $0.kind == .alarm })
    story.remove(at: alarm)
    #expect(try !problems(story + [(.decision, Samples.bytes(of: Samples.decision(hop: 40)))]).isEmpty)
  }

  private func without(_ isLeftOut: (Int, RecordKind) -> Bool) -> [(kind: RecordKind, body: [UInt8])] {
    Self.story.enumerated().filter { !isLeftOut($0.offset, $0.element.kind) }.map(\.element)
  }

  @Test func whatABoardWritesFits() throws {
    #expect(try problems(Self.story).isEmpty)
    // A cut of the power ends it anywhere, and a boot follows.
    for count in 2...Self.story.count {
      let cut = Array(Self.story.prefix(count))
      #expect(try problems(cut).isEmpty)
      var boot = Samples.boot(2)
      boot.bootNumber = 2
      #expect(try problems(cut + [(.boot, Samples.bytes(of: boot))] + Self.story.dropFirst()).isEmpty, "\(count)")
    }
  }

  @Test func anAlarmLeftOutIsFound() throws {
    let alarms = Self.story.indices.filter { Self.story[$0].kind == .alarm }
    #expect(alarms.count == 4)
    for left in alarms { #expect(try !problems(without { index, _ in index == left }).isEmpty) }
    let none = try problems(without { _, kind in kind == .alarm })
    #expect(none.contains(.alarmMissing(.raised, hop: 5)) && none.contains(.alarmMissing(.cleared, hop: 32)))
    #expect(none.contains(.clip(event: 1)) && none.contains(.acknowledgement(.seizure, event: 2)))
  }

  @Test func aSessionLeftOutIsFound() throws {
    #expect(try problems(without { _, kind in kind == .session }) == [.sessionMissing(hop: 0)])
  }

  @Test func anAlarmPutInOrMovedIsFound() throws {
    let alarm = try #require(Self.story.firstIndex { $0.kind == .alarm })
    for place in Self.story.indices.dropFirst(2) where abs(place - alarm) > 3 {
      var story = Self.story
      story.insert(story[alarm], at: place)
      #expect(try !problems(story).isEmpty, "\(place)")
      story = Self.story
      story.insert(story.remove(at: alarm), at: place)
      #expect(try !problems(story).isEmpty, "\(place)")
    }
  }

  @Test func aWholeEventLeftOutShowsInTheNextOnesNumber() throws {
    // The first event's alarms, clip and acknowledgement are gone, and its decisions say that all is normal.
    var story: [(kind: RecordKind, body: [UInt8])] = []
    var hop: UInt64 = 0
    for record in Self.story {
      if record.kind == .decision { hop += 1 }
      switch record.kind {
      case .decision where hop <= 20: story.append((.decision, Samples.bytes(of: Samples.decision(hop: hop - 1))))
      case .alarm where hop <= 20, .clip where hop <= 20, .acknowledgement where hop <= 20: break
      default: story.append(record)
      }
    }
    #expect(try problems(story) == [.alarmNumber(.seizure, found: 2, expected: 1)])
  }

  /// Hops 0 to 39 without some; `faults` say at which hops one stood before the decision.
  private static func hops(without missing: Range<UInt64>, fault: ReasonCode? = nil) -> [(
    kind: RecordKind, body: [UInt8]
  )] {
    var story = Array(Self.story.prefix(2))
    for hop in UInt64(0)..<40 where !missing.contains(hop) {
      if let fault, hop == missing.upperBound {
        story.append((.fault, Samples.bytes(of: FaultEvent(reason: fault, phase: .raised, sampleIndex: 0))))
      }
      story.append((.decision, Samples.bytes(of: Samples.decision(hop: hop))))
    }
    return story
  }

  @Test func decisionsCutOutAreFoundUnlessAFaultSaysWhy() throws {
    for missing in [1..<2, 17..<18, 20..<23, 38..<39] as [Range<UInt64>] {
      let found = try problems(Self.hops(without: missing))
      #expect(found == [.decisionsMissing(first: missing.lowerBound, last: missing.upperBound - 1)])
      #expect(try problems(Self.hops(without: missing, fault: .framesLost)).isEmpty)
      #expect(try problems(Self.hops(without: missing, fault: .storage)).isEmpty)
    }
    var back = Self.hops(without: 0..<0)
    back.append(back[10])
    #expect(try problems(back) == [.decisionOrder(found: 8, expected: 40)])
  }

  @Test func anAlarmWhoseEvidenceIsNotThatOfItsDecisionsIsFound() throws {
    // Ten hops above the threshold of -40 a channel, each channel 40 above its part: hop 9 raises the alarm.
    func story(_ change: (inout AlarmEvent) -> Void) -> [(kind: RecordKind, body: [UInt8])] {
      var story = Array(Self.story.prefix(2))
      for hop in UInt64(0)..<10 {
        var decision = Samples.decision(hop: hop, isSeizure: hop == 9)
        decision.verdict.firing = UInt8(hop + 1)
        story.append((.decision, Samples.bytes(of: decision)))
      }
      var alarm = AlarmEvent(kind: .seizure, phase: .raised, eventNumber: 1, hopIndex: 9, sampleIndex: 2559)
      alarm.rankedCount = 3
      for channel in 0..<3 {
        alarm.ranked[channel] = UInt8(channel)
        alarm.excess[channel] = 400
        alarm.sharePermille[channel] = 333
      }
      change(&alarm)
      return story + [(.alarm, Samples.bytes(of: alarm))]
    }
    #expect(try problems(story { _ in }).isEmpty)
    for change in [
      { $0.excess[1] = 399 }, { $0.sharePermille[0] = 334 }, { $0.excess[2] = 401 },
      { alarm in
        for channel in 0..<3 { alarm.excess[channel] = 800 }
      },
    ] as [(inout AlarmEvent) -> Void] {
      #expect(try problems(story(change)) == [.alarmEvidence(hop: 9)])
    }
  }

  @Test func aClockThatGoesBackWithoutAStartIsFound() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 16))
    let seconds: [UInt64] = [100, 100, 101, 95, 102, 50]
    for (record, second) in zip(Self.story, seconds) {
      _ = try writer.append(record.kind, body: record.body.span, stamps: LogKeeper.stamps(second))
    }
    let found = LogKeeper.findings(storage.segmentBytes).map(\.problem)
    #expect(found == [.story(.clockBack(nanoseconds: 52_000_000_000))])
  }

  @Test func aFaultThatNeverBeganIsFound() throws {
    let first = try #require(Self.story.firstIndex { $0.kind == .fault })
    #expect(try problems(without { index, _ in index == first || index == first + 1 }) == [.fault(.leadOff)])
  }

  /// Records that a damaged place took away are not missed a second time.
  @Test func behindDamageNothingIsHeldAgainstTheLog() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 16))
    for record in Self.story { _ = try writer.append(record.kind, body: record.body.span, stamps: LogKeeper.stamps(1)) }
    try writer.flush()
    let bytes = try #require(storage.segmentBytes[1])
    for record in RawLog.walk(bytes) where record.kind == RecordKind.alarm.rawValue {
      var changed = bytes
      changed[record.place.lowerBound + 40] ^= 1
      let found = LogKeeper.findings([1: changed])
      #expect(!found.isEmpty && found.allSatisfy { if case .story = $0.problem { false } else { true } }, "\(found)")
    }
  }

  @Test func findingsOfThisKindAreOnesInTextAndCount() throws {
    let fault = StoryFault.alarmMissing(.raised, hop: 5)
    let finding = LogFinding(file: "segment-00000001.plog", offset: 112, problem: .story(fault))
    #expect(finding.description.contains("expected an alarm that rises"))
  }
}
