import Alarms
import Configuration
import Designer
import EventLog
import LogSupport
import Runtime
import Testing
import Vocabulary

@testable import Supervisor

/// Admission, discharge and standby: by the button, and as the station asks.
@Suite struct BedTests {
  /// A board whose storing thread takes everything at once.
  private final class Bed {
    let board: Board
    private(set) var kept: [KeptPart] = []
    private(set) var forgotten: [KeptPart] = []
    private(set) var levels: [[UInt8]] = []

    init(
      isFiring: Bool = false, person: KeptPerson = KeptPerson(), level: PersonalLevel = .none,
      inputNotes: InputNotes = InputNotes()
    ) throws {
      board = try Board(isFiring: isFiring, person: person, level: level, inputNotes: inputNotes)
      board.onStep = { [unowned self] in take() }
    }

    private func take() {
      for record in board.records.parts {
        guard let part = record.part else { continue }
        if record.body.isEmpty { forgotten.append(part) } else { kept.append(part) }
        if part == .level { levels.append(record.body) }
      }
      board.records.committed.removeAll { $0.part != nil }
      if !board.mailbox.isPseudonymDrawn {
        board.mailbox.put(pseudonym: InlineArray { 0xC0 + UInt8($0) })
      }
    }

    func ask(_ act: PersonBody.Act, minutes: UInt16 = 0, number: UInt16 = 1) -> BedOutcome? {
      board.reading.request = BedRequest(act, minutes: minutes, number: number)
      board.wait(milliseconds: 300)
      return board.mailbox.answer(to: number)
    }

    /// Holds the button while frames come.
    func hold(seconds: Int, leadOff: Bool = false) {
      board.button.changes.append(ButtonChange(isPressed: true, monotonicNanoseconds: board.clock.now))
      if leadOff { board.playLeadOff(seconds: seconds) } else { board.play(seconds: seconds) }
      board.button.changes.append(ButtonChange(isPressed: false, monotonicNanoseconds: board.clock.now))
      board.wait(milliseconds: 100)
    }

    var acts: [PersonBody.Act] { board.records.acts.map(\.act) }
    var person: [UInt8] { board.records.sessions.last.map { body in (0..<16).map { body.pseudonym[$0] } } ?? [] }
  }

  private static let scale = EvidenceScale(reference: 0, step: 1000)

  private static func learned() -> PersonalLevel {
    var level = PersonalLevel(scale: scale)
    for hop in UInt64(0)..<4_000 {
      var decision = Decision(hopIndex: hop, sampleIndex: hop, channelCount: 1)
      decision.usable = ChannelMask(first: 1)
      decision.score = -9_000
      level.step(decision, isSound: true, isEventOpen: false)
    }
    return level
  }

  @Test func anAdmissionIsAPersonOfItsOwnWithASessionOfItsOwn() throws {
    let bed = try Bed()
    bed.board.play(seconds: 8)
    #expect(bed.kept == [.person])
    #expect(bed.ask(.admission) == .done)
    #expect(bed.acts == [.admission] && bed.board.records.acts[0].source == .station)
    let session = try #require(bed.board.records.sessions.last)
    #expect(session.isAdmitted && session.firstSample == 2_000 && bed.person == (0..<16).map { 0x80 + $0 })
    #expect(bed.kept == [.person, .person] && bed.forgotten == [.level, .forecast, .history, .evidence])
    // The same request is done once.
    bed.board.wait(milliseconds: 500)
    #expect(bed.acts.count == 1)
    #expect(bed.ask(.discharge, number: 2) == .done)
    #expect(bed.acts == [.admission, .discharge] && bed.person == (0..<16).map { 0xC0 + $0 })
    #expect(bed.board.records.sessions.last?.isAdmitted == false)
    #expect(bed.board.pins.calling.isEmpty)
  }

  /// What is doubtful about the inputs stands behind each session, also one that begins while the board runs.
  @Test func everySessionIsFollowedByTheNotesOfItsInputs() throws {
    let bundle = try DetectorBundle.makeDefault()
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: 24)
    let names = ["F7", "T7", "Cz"]
    let inputs = names.map { InputDescription(label: $0, calibration: calibration) }
    var labels = PerInput<ChannelName>(repeating: ChannelName())
    for (index, name) in names.enumerated() { labels[index] = Samples.name(name) }
    let notes = InputNotes(
      design: try bundle.design(inputs: inputs, rate: Rate(250)).design, labels: labels, model: bundle.model,
      section: bundle.section.span)
    let bed = try Bed(inputNotes: notes)
    bed.board.play(seconds: 8)
    #expect(bed.ask(.admission) == .done)
    let kinds = bed.board.records.committed.map(\.kind)
    let sessions = kinds.indices.filter { kinds[$0] == .session }
    #expect(sessions.count == 2 && kinds.count { $0 == .inputNote } == 2)
    for index in sessions where index + 1 < kinds.count {
      #expect(kinds[index + 1] == .inputNote)
      let body = bed.board.records.committed[index + 1].body
      let note = try InputNoteBody(decoding: body.span)
      #expect(note.cause == .referential && note.nameCount == 1 && note.names[0] == Samples.name("Cz"))
    }
  }

  @Test func anAdmissionEndsThePersonBefore() throws {
    let bed = try Bed(person: KeptPerson(pseudonym: InlineArray { UInt8($0) }, isAdmitted: true))
    bed.board.play(seconds: 8)
    #expect(bed.ask(.admission) == .done)
    #expect(bed.acts == [.discharge, .admission])
    #expect(bed.board.records.acts[0].pseudonym[1] == 1 && bed.board.records.acts[1].pseudonym[1] == 0x81)
  }

  @Test func nothingLearnedOfOnePersonIsUsedForTheNextAndALevelOutlivesARestart() throws {
    let person = KeptPerson(pseudonym: InlineArray { 7 + UInt8($0) }, isAdmitted: true)
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    var content = ByteBuffer()
    let learned = Self.learned()
    #expect(learned.steps < 0 && learned.learnedHops > 3_000)
    content.append(contentsOf: person.pseudonym.span)
    learned.encode(source: Board.levelSource, into: &content)
    try keeper.keep(.level, content: content)

    let bed = try Bed(person: person, level: PersonalLevel(scale: Self.scale))
    var start = StateKeeper(reading: storage)
    #expect(!start.resumeLevel(of: person, source: Board.levelSource, in: &bed.board.runtime))
    #expect(bed.board.runtime.level.steps == learned.steps && bed.board.runtime.learnedHops == learned.learnedHops)
    bed.board.play(seconds: 8)
    // It is kept as it was learned, bound to the person.
    #expect(bed.levels.last?.first == 7 && bed.levels.last?.count == KeptPart.level.contentBytes)
    #expect(bed.ask(.admission) == .done)
    #expect(bed.board.runtime.level.steps == 0 && bed.board.runtime.learnedHops == 0)
    #expect(bed.forgotten.contains(.level) && bed.board.records.sessions.last?.levelSteps == 0)
  }

  @Test func aLevelOfAnotherPersonOrMontageIsNotTakenAndADamagedOneIsSaid() throws {
    let person = KeptPerson(pseudonym: InlineArray { 7 + UInt8($0) })
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    var content = ByteBuffer()
    content.append(contentsOf: person.pseudonym.span)
    Self.learned().encode(source: Board.levelSource, into: &content)
    for _ in 0..<2 { try keeper.keep(.level, content: content) }

    let board = try Board(level: PersonalLevel(scale: Self.scale))
    var start = StateKeeper(reading: storage)
    #expect(!start.resumeLevel(of: KeptPerson(), source: Board.levelSource, in: &board.runtime))
    #expect(!start.resumeLevel(of: person, source: Board.levelSource + 1, in: &board.runtime))
    #expect(board.runtime.learnedHops == 0)
    for copy in 0..<2 { storage.parts[.level]?[copy]?[30] ^= 4 }
    var other = StateKeeper(reading: storage)
    #expect(other.resumeLevel(of: person, source: Board.levelSource, in: &board.runtime))
    #expect(board.runtime.learnedHops == 0)

    let damaged = try Board(damaged: 1 << UInt32(KeptPart.level.rawValue) | 1 << UInt32(KeptPart.person.rawValue))
    damaged.step()
    #expect(damaged.records.faults.map(\.detail).contains(.keptPart(.level)))
    #expect(damaged.records.faults.map(\.detail).contains(.keptPart(.person)))
    #expect(damaged.records.faults.filter { $0.phase == .cleared }.count == 2)
  }

  @Test func threeSecondsBeginAStandbyWithALightOfItsOwnAndThreeMoreEndIt() throws {
    let bed = try Bed()
    bed.board.play(seconds: 10)
    bed.hold(seconds: 4)
    #expect(bed.acts == [.standby] && bed.board.records.acts[0].minutes == 15)
    #expect(bed.board.records.acts[0].source == .button)
    bed.board.playLeadOff(seconds: 12)
    #expect(bed.board.runtime.isTechnicalAlarmRaised && bed.board.pins.calling.isEmpty)
    // A flash of a tenth of a second in four.
    var lit = 0
    bed.board.onStep = { if bed.board.pins.levels[.light] == true { lit += 1 } }
    bed.board.wait(milliseconds: 8_000)
    #expect((2...6).contains(lit))
    bed.hold(seconds: 4, leadOff: true)
    #expect(bed.acts == [.standby, .standbyEnd])
    #expect(bed.board.pins.calling == [.fault])
  }

  @Test func aStandbyEndsByItselfAndCallsIfElectrodesAreNotBack() throws {
    let bed = try Bed()
    bed.board.play(seconds: 8)
    #expect(bed.ask(.standby, minutes: 1) == .done)
    bed.board.playLeadOff(seconds: 55)
    #expect(bed.board.pins.calling.isEmpty)
    bed.board.playLeadOff(seconds: 6)
    #expect(bed.acts == [.standby, .standbyEnd] && bed.board.records.acts[1].source == .board)
    #expect(bed.board.pins.calling == [.fault])
    let other = try Bed()
    other.board.play(seconds: 8)
    #expect(other.ask(.standby, minutes: 1) == .done)
    other.board.playLeadOff(seconds: 20)
    other.board.play(seconds: 45)
    #expect(other.acts == [.standby, .standbyEnd] && other.board.pins.calling.isEmpty)
  }

  @Test func aSeizureIsShownInStandbyAndNothingIsDoneWhileItIs() throws {
    let bed = try Bed(isFiring: true)
    bed.board.play(seconds: 6)
    #expect(bed.ask(.standby, minutes: 10) == .done)
    bed.board.play(seconds: 8)
    #expect(bed.board.pins.calling == [.alarm, .nurseCall])
    for (number, act) in [(2, .admission), (3, .discharge), (4, .standby), (5, .standbyEnd)]
      as [(UInt16, PersonBody.Act)]
    {
      #expect(bed.ask(act, minutes: 5, number: number) == .refusedInAlarm)
    }
    #expect(bed.acts == [.standby])
  }

  @Test func aButtonHeldWhileSomethingAlarmsIsNoAct() throws {
    let bed = try Bed()
    bed.board.play(seconds: 8)
    bed.board.fail(.fault, .frontEnd, .none)
    bed.board.press(milliseconds: 3_500)
    bed.board.press(milliseconds: 7_000)
    #expect(bed.acts.isEmpty && bed.board.records.acknowledgements.map(\.alarmKind) == [.technical])
    // Nor one that is held from before an alarm.
    let other = try Bed()
    other.board.play(seconds: 8)
    other.board.button.changes.append(ButtonChange(isPressed: true, monotonicNanoseconds: other.board.clock.now))
    other.board.wait(milliseconds: 2_000)
    other.board.fail(.fault, .frontEnd, .none)
    other.board.wait(milliseconds: 1_500)
    other.board.button.changes.append(ButtonChange(isPressed: false, monotonicNanoseconds: other.board.clock.now))
    other.board.wait(milliseconds: 200)
    #expect(other.acts.isEmpty)
  }

  @Test func aButtonThatSticksIsNoActAndItsLightGoes() throws {
    let bed = try Bed()
    bed.board.play(seconds: 8)
    bed.hold(seconds: 12)
    bed.board.play(seconds: 20)
    #expect(bed.acts.isEmpty && bed.board.records.faults.contains { $0.detail == .button(.stuck) })
    #expect(bed.board.pins.calling.isEmpty && bed.board.pins.levels[.light] == false)
  }

  @Test func sixSecondsAdmitAndSixMoreDischarge() throws {
    let bed = try Bed()
    bed.board.play(seconds: 10)
    bed.hold(seconds: 7)
    #expect(bed.acts == [.admission])
    bed.board.play(seconds: 10)
    bed.hold(seconds: 7)
    #expect(bed.acts == [.admission, .discharge])
    bed.board.play(seconds: 10)
    bed.board.press(milliseconds: 500)
    #expect(bed.acts == [.admission, .discharge, .outputTest])
  }

  @Test func aStandbyOutlivesARestart() throws {
    var person = KeptPerson()
    person.beginStandby(minutes: 10, now: 999_000_000_000)
    let bed = try Bed(person: person)
    bed.board.playLeadOff(seconds: 14)
    #expect(bed.board.pins.calling.isEmpty)
    #expect(bed.ask(.standbyEnd) == .done)
    #expect(bed.board.pins.calling == [.fault])
  }

  /// A standby kept over a restart of the board would silence it until its clock gets there, or once more. The test's
  /// clock stands at 1,000 s and knows no wall time: a boot that began its standby later, or knew it, was another one.
  @Test(arguments: [(1_030, 0), (999, 1_800_000_000)] as [(UInt64, Int64)])
  func aStandbyEndsWithTheBoot(beganSeconds: UInt64, wallSeconds: Int64) throws {
    var person = KeptPerson()
    person.beginStandby(
      minutes: 60, now: beganSeconds * 1_000_000_000, wallNanoseconds: wallSeconds * 1_000_000_000)
    let bed = try Bed(person: person)
    bed.board.playLeadOff(seconds: 60)
    #expect(bed.acts == [.standbyEnd] && bed.board.records.acts.first?.source == .board)
    #expect(bed.board.pins.calling == [.fault])
    bed.board.playLeadOff(seconds: 60)
    #expect(bed.board.pins.calling == [.fault])
    #expect(bed.ask(.standbyEnd) == .refused)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let bed = try Bed()
    bed.board.play(seconds: 8)
    #expect(bed.ask(.standbyEnd) == .refused)
    #expect(bed.ask(.standby, minutes: 61, number: 2) == .refused)
    #expect(bed.ask(.standby, minutes: 0, number: 3) == .refused)
    #expect(bed.acts.isEmpty)
  }
}
