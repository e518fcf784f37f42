import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// What is made of a board's newest records.
@Suite struct BedStateTests {
  private let policy = LogPolicy(segmentBytes: 65_536, segmentLimit: 64)

  private func answer(_ storage: MemorySegmentStorage, _ request: String) throws -> [UInt8] {
    try StandInBoard(storage.segmentBytes).answer(request)
  }

  private func newest(_ storage: MemorySegmentStorage, limit: Int = 65_536) throws -> NewestRecords {
    try NewestRecords(answer: try answer(storage, "newest \(limit)"), to: "newest")
  }

  /// The state after so many decisions, asked so many seconds after the last.
  private func state(decisions: UInt64, age: Double = 1, limit: Int = 65_536) throws -> BedState {
    var newest = try newest(LogKeeper.log(decisions: decisions, policy: policy), limit: limit)
    newest.uptimeSeconds = Double(decisions) + age
    var state = BedState()
    state.take(newest, at: Date(timeIntervalSince1970: 0))
    return state
  }

  @Test func theBoardSaysWhatIsWritten() throws {
    let storage = try LogKeeper.log(decisions: 20, policy: policy)
    let all = try #require(storage.segmentBytes[1])
    let last = try #require(all.lastIndex { $0 != 0 })
    let text = String(decoding: try answer(storage, "written segment-00000001.plog"), as: UTF8.self)
    #expect(text == "\((last + 4096) / 4096 * 4096)\n")
    let found = try newest(storage)
    #expect(found.segment == 1 && found.writtenBytes == (last + 4096) / 4096 * 4096)
    #expect(found.records.count == 24 && found.uptimeSeconds > 0 && found.wallSeconds > 1_700_000_000)
  }

  /// Zeros between what is written are written, and a segment may end within a block.
  @Test(arguments: [(0, 0), (1, 1), (4096, 4096), (4097, 4097), (10_000, 1), (10_000, 9_000), (70_001, 69_000)])
  func whatIsWrittenEndsWhereOnlyZerosFollow(size: Int, written: Int) throws {
    var bytes = [UInt8](repeating: 0, count: size)
    if written > 0 { bytes[written - 1] = 1 }
    let storage = MemorySegmentStorage(segmentBytes: [1: bytes])
    let text = String(decoding: try answer(storage, "written segment-00000001.plog"), as: UTF8.self)
    #expect(text == "\(min(size, (written + 4095) / 4096 * 4096))\n")
  }

  @Test func whatHappenedLastToTheSlotsIsAskedForOnceAndShown() throws {
    let line = String(decoding: try answer(LogKeeper.log(decisions: 3, policy: policy), "updates"), as: UTF8.self)
    #expect(line == "2026-01-02T00:00:00Z undone: back from b to a: a reason\n")
    var state = try state(decisions: 3)
    #expect(state.asksForUpdate)
    state.takeUpdate("2026-01-02T00:00:00Z trial: slot b for 130 s")
    #expect(state.asksForUpdate)
    state.takeUpdate("2026-01-02T00:00:00Z undone: back from b to a: a reason")
    #expect(!state.asksForUpdate)
    #expect(BedState().json(name: "bed").line.contains("\"acknowledged\":null"))
    #expect(state.json(name: "bed").line.contains("\"last_update\":\"2026-01-02T00:00:00Z undone"))
    // A start of the board's program, as every switch brings one.
    var newest = try newest(LogKeeper.log(decisions: 9, policy: policy))
    newest.records.removeAll { $0.kind != .boot && $0.envelope.sequence < 8 }
    state = BedState()
    state.takeUpdate(nil)
    state.take(newest, at: Date())
    #expect(state.asksForUpdate)
  }

  @Test func theConditionFollowsTheNewestRecords() throws {
    #expect(BedState().condition == .noContact)
    #expect(try state(decisions: 4).condition == .watching)
    #expect(try state(decisions: 6).condition == .seizure)
    #expect(try state(decisions: 6).lastEventWords(by: ClockText(.gmt))?.contains("seizure 1") == true)
    #expect(try !state(decisions: 6).isAcknowledged)
    #expect(try state(decisions: 12).condition == .watching)
    #expect(try state(decisions: 12, age: 21).condition == .notDeciding)
    #expect(try state(decisions: 12, age: 21).reason.contains("no decision for 21 s"))
  }

  /// The board's line, light and nurse call stay until somebody has come: so does what the station shows.
  @Test func anAlarmThatNobodyAcknowledgedIsShownAfterItsEvent() throws {
    let storage = try LogKeeper.log(decisions: 12, policy: policy)
    let board = try StandInBoard(storage.segmentBytes)
    func state() throws -> BedState {
      var newest = try NewestRecords(answer: try board.answer("newest 65536"), to: "newest")
      newest.uptimeSeconds = 13
      var state = BedState()
      state.take(newest, at: Date(timeIntervalSince1970: 0))
      return state
    }
    // What a board with another state, or none, tells.
    #expect(try state().isAlarmLatched == nil && state().condition == .watching)
    try board.keep(copy: 0, isLatched: true, number: 3)
    let latched = try state()
    #expect(latched.condition == .seizure && latched.openSeizure == nil && !latched.isSeizureOpen)
    #expect(latched.reason.hasPrefix("seizure 1: "))
    #expect(latched.reason.hasSuffix("; ended, and nobody has acknowledged it at the bed"))
    #expect(latched.json(name: "bed").line.contains("\"acknowledged\":false,\"alarm_latched\":true"))
    // The newer copy counts.
    try board.keep(copy: 1, isLatched: false, number: 4)
    #expect(try state().condition == .watching && state().isAlarmLatched == false)
    try board.keep(copy: 0, isLatched: true, number: 5)
    #expect(try state().condition == .seizure)
    // The records of the event may be none of the newest.
    var newest = try newest(storage)
    newest.records.removeAll { $0.kind == .alarm }
    (newest.isAlarmLatched, newest.uptimeSeconds) = (true, 13)
    var later = BedState()
    later.take(newest, at: Date())
    #expect(later.condition == .seizure && later.reason.hasPrefix("an earlier event; ended"))
  }

  /// As at the bed: an open event that was acknowledged is shown no longer where nothing can be judged.
  @Test func anAcknowledgedEventDoesNotHideThatNothingCanBeJudged() throws {
    for isAcknowledged in [false, true] {
      let storage = try LogKeeper.log(decisions: 6, policy: policy)
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
      func append(_ kind: RecordKind, _ body: [UInt8]) throws {
        _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(7))
      }
      if isAcknowledged {
        let body = AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 0)
        try append(.acknowledgement, Samples.bytes(of: body))
      }
      var technical = Samples.alarm(.raised, event: 1, hop: 6)
      (technical.kind, technical.reason) = (.technical, .leadOff)
      try append(.alarm, Samples.bytes(of: technical))
      var decision = Samples.decision(hop: 6)
      decision.verdict.state = .unknown
      try append(.decision, Samples.bytes(of: decision))
      try writer.flush()
      var newest = try newest(storage)
      (newest.isAlarmLatched, newest.uptimeSeconds) = (!isAcknowledged, 8)
      var state = BedState()
      state.take(newest, at: Date())
      #expect(state.condition == (isAcknowledged ? .cannotJudge : .seizure))
      #expect(state.isSeizureOpen)
      #expect(!isAcknowledged || state.reason.hasSuffix("seizure 1 is open, acknowledged"))
      // A board that does not tell is not taken for one where somebody has come.
      newest.isAlarmLatched = nil
      state = BedState()
      state.take(newest, at: Date())
      #expect(state.condition == .seizure)
    }
  }

  /// An acknowledged event that becomes more urgent has to be acknowledged anew, and is not called ended while it
  /// fires.
  @Test func whatBecomesMoreUrgentIsNotAcknowledged() throws {
    let storage = try LogKeeper.log(decisions: 6, policy: policy)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    let acknowledgement = AcknowledgementBody(alarmKind: .seizure, eventNumber: 1, sampleIndex: 0)
    _ = try writer.append(
      .acknowledgement, body: Samples.bytes(of: acknowledgement).span, stamps: LogKeeper.stamps(7))
    try writer.flush()
    func state(_ change: (inout NewestRecords) -> Void = { _ in }) throws -> BedState {
      var newest = try newest(storage)
      newest.uptimeSeconds = 8
      change(&newest)
      var state = BedState()
      state.take(newest, at: Date())
      return state
    }
    #expect(try state { $0.isAlarmLatched = false }.reason.hasSuffix("; acknowledged"))
    // The board knows better than its records.
    #expect(try !state { $0.isAlarmLatched = true }.reason.contains("acknowledged"))
    var alarm = Samples.alarm(.escalated, event: 1, hop: 6)
    alarm.reason = .convulsive
    _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: LogKeeper.stamps(7))
    try writer.flush()
    #expect(try !state().isAcknowledged && !state().reason.contains("acknowledged"))
    let firing = try state { newest in
      newest.records.removeAll { $0.kind == .alarm }
      newest.isAlarmLatched = true
    }
    #expect(firing.condition == .seizure && !firing.reason.contains("ended"))
  }

  @Test func anOpenEventIsSeenWithoutTheRecordOfItsRise() throws {
    // The last decisions alone: neither boot nor session nor the alarm itself.
    let all = try newest(LogKeeper.log(decisions: 8, policy: policy))
    let sixth = try #require(all.records.last { $0.kind == .decision })
    let state = try state(decisions: 8, limit: all.writtenBytes - sixth.offset + 8)
    #expect(state.session == nil && state.openSeizure == nil && state.condition == .seizure)
    #expect(state.channels.first?.name == "#0")
  }

  @Test func noContactIsNeverMistakenForWell() throws {
    var state = try state(decisions: 4)
    state.takeFailure("no way to the board")
    #expect(state.condition == .noContact)
    #expect(state.reason.hasPrefix("no contact since ") && state.reason.hasSuffix(": no way to the board"))
    var never = BedState()
    never.takeFailure("no such host")
    #expect(never.reason == "never reached: no such host")
  }

  @Test func aNewLogAndANewStartBeginAnew() throws {
    var state = try state(decisions: 12)
    var newest = try newest(LogKeeper.log(decisions: 2, policy: policy))
    newest.uptimeSeconds = 3
    state.take(newest, at: Date())
    #expect(state.hops == 2 && state.lastSequence == 4 && state.lastEvent == nil)
  }

  @Test func answersThatMakeNoSenseAreRefused() {
    let name = "segment-00000001.plog"
    for text in [
      "", "x\n", "\(name) 10 20 1 1\n", "a 1 1 1 1\n", "\(name) 10 5 1\n", "\(name) 10 5 1 inf\n",
      "\(name) 10 5 1 nan\n", "\(name) 10 5 1 1 yes\n", "\(name) 10 5 1 1 quiet 1\n", "\(name) 10 5 1 1e300\n",
      "\(name) 10 5 -9223372036854775808 1\n",
    ] {
      #expect(throws: PullFault.self) { try NewestRecords(answer: Array(text.utf8), to: "newest") }
    }
  }
}
