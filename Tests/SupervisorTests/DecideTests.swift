import Alarms
import Bundle
import EventLog
import Supervisor
import Testing
import Vocabulary

@Suite struct DecideTests {
  private static let second: UInt64 = 1_000_000_000

  @Test func theFaultLineCallsUntilAHopCouldBeJudgedAndShowsNoSeizure() throws {
    let board = try Board()
    board.play(seconds: 2)
    #expect(board.pins.calling == [.fault])
    board.play(seconds: 8)
    #expect(board.pins.calling.isEmpty)
    #expect(board.records.committed.first?.kind == .session)
  }

  @Test func withoutAFaultLineTheAlarmLineStaysAtRestUntilAHopCouldBeJudged() throws {
    let board = try Board(roles: [.alarm, .nurseCall])
    board.play(seconds: 2)
    #expect(board.pins.calling == [.alarm, .nurseCall])
    board.play(seconds: 8)
    #expect(board.pins.calling.isEmpty)
  }

  @Test func aTechnicalAlarmReachesTheNurseCallInPulsesAfterHalfAMinute() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.fail(.fault, .frontEnd, .none)
    var calls: [UInt64] = []
    board.onStep = { if board.pins.calling.contains(.nurseCall) { calls.append(board.clock.now) } }
    board.wait(milliseconds: 28_000)
    #expect(calls.isEmpty)
    board.wait(milliseconds: 12_000)
    // Two seconds of the ten.
    #expect((35...45).contains(calls.count))
  }

  @Test func theWatchdogIsFedAndTheHeartBeatsWithEachDecisionAndNowhereElse() throws {
    let board = try Board()
    board.play(seconds: 8)
    let decisions = board.records.committed.filter { $0.kind == .decision }.count
    #expect(board.watchdog.fed == decisions && decisions > 5)
    #expect(board.pins.driven.filter { $0 == .heartbeat }.count == decisions)
    board.wait(milliseconds: 20_000)
    #expect(board.watchdog.fed == decisions)
  }

  @Test func aSeizureRaisesTheAlarmAndTheNurseCall() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 12)
    #expect(board.pins.calling == [.alarm, .nurseCall])
    #expect(board.kept?.alarms.isSeizureLatched == true && board.kept?.seizureEvent == 1)
  }

  @Test func onePressAcknowledgesWhatWasShownAndIsRecorded() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 12)
    board.press()
    #expect(board.records.acknowledgements.map(\.alarmKind) == [.seizure])
    #expect(board.records.acknowledgements.map(\.eventNumber) == [1])
    #expect(board.kept?.alarms.isSeizureLatched == false)
    #expect(board.kept.map { $0.alarms.seizurePausedUntil > board.clock.now } == true)
    #expect(board.pins.calling == [.alarm, .nurseCall])
  }

  @Test func electrodesTakenOffDuringAnOpenEventLetTheSeizureAlarmBeAcknowledged() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 12)
    board.playLeadOff(seconds: 10)
    #expect(board.pins.calling == [.alarm, .fault, .nurseCall])
    board.press()
    #expect(board.records.acknowledgements.map(\.alarmKind) == [.seizure])
    #expect(board.pins.calling == [.fault])
    // The event goes on once it can be seen again: it is shown anew.
    board.play(seconds: 14)
    #expect(board.pins.calling.contains(.alarm))
    #expect(board.kept?.alarms.isSeizureLatched == true)
  }

  @Test func noDecisionForThreeSecondsIsATechnicalAlarm() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.wait(milliseconds: 3_000)
    #expect(board.pins.calling.isEmpty)
    board.wait(milliseconds: 100)
    #expect(board.pins.calling == [.fault])
    #expect(board.records.faults.last?.reason == .overrun)
    board.play(seconds: 2)
    #expect(board.records.faults.contains { $0.reason == .overrun && $0.phase == .cleared })
  }

  @Test func aFaultOfTheFrontEndIsATechnicalAlarmAtOnceWithItsDetail() throws {
    let board = try Board()
    board.play(seconds: 10)
    let detail = FaultDetail.register(chip: 0, address: 3, expected: 0xEC, found: 0x60)
    board.fail(.fault, .frontEnd, detail)
    #expect(board.pins.calling == [.fault])
    #expect(board.records.faults.last.map { $0.reason == .frontEnd && $0.detail == detail } == true)
    board.play(seconds: 1)
    #expect(board.records.faults.last?.phase == .cleared)
    #expect(!board.hasEnded)
  }

  @Test func aLostPortEndsTheProgramWhateverElseArrives() throws {
    let board = try Board()
    board.play(seconds: 10)
    var lost = Arrival()
    (lost.content, lost.reason) = (.lostPort, .frontEnd)
    board.arrivals.waiting.append(lost)
    board.fail(.fault, .frontEnd, .none)
    #expect(board.hasEnded)
  }

  @Test func aMachineThatSleptEndsTheProgramWithinASecond() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.clock.slept = 99_000_000
    board.play(seconds: 2)
    #expect(!board.hasEnded)
    board.clock.slept = 7_000_000_000
    board.play(seconds: 1)
    #expect(board.hasEnded)
  }

  @Test func aWeakSupplyCallsWithLowPriorityAndEndsHalfAMinuteAfterTheLastReading() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.reading.isVoltageLow = true
    board.play(seconds: 1)
    board.reading.isVoltageLow = false
    #expect(board.records.faults.last.map { $0.reason == .undervoltage && $0.phase == .raised } == true)
    #expect(board.pins.calling == [.fault])
    board.play(seconds: 28)
    #expect(board.pins.calling == [.fault])
    board.play(seconds: 8)
    #expect(board.records.faults.last?.phase == .cleared && board.pins.calling.isEmpty && !board.hasEnded)
  }

  @Test func aLineThatFailsIsAFaultIsDrivenAgainAndEndsTheProgramAfterASecond() throws {
    let board = try Board(isFiring: true)
    board.pins.failures[.buzzer] = 5
    board.play(seconds: 8)
    #expect(
      board.records.faults.contains {
        $0.reason == .line && $0.detail == .system(.drive, subject: KernelName("GPIO17"), code: 5)
      })
    #expect(board.hasEnded)
    let other = try Board()
    other.play(seconds: 10)
    other.pins.failures = [.alarm: 5, .fault: 5]
    other.fail(.fault, .frontEnd, .none)
    other.wait(milliseconds: 500)
    other.pins.failures = [:]
    other.wait(milliseconds: 100)
    #expect(!other.hasEnded && other.pins.calling.contains(.fault))
  }

  @Test func aLineThatIsHeldBySomethingElseIsAFaultWithinASecondAndDoesNotEndTheProgram() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.pins.stuck = [.light]
    board.pins.levels[.light] = true
    board.play(seconds: 5)
    // A light that flashes is where it should be now and then: one fault all the same.
    #expect(
      board.records.faults.filter { $0.reason == .line }.map(\.detail)
        == [.system(.readBack, subject: KernelName("GPIO17"), code: 5)])
    #expect(board.pins.calling.contains(.fault) && !board.hasEnded)
    board.pins.stuck = []
    board.play(seconds: 18)
    #expect(board.pins.calling.isEmpty && !board.hasEnded)
  }

  @Test func theMonitoringLineSaysThatAllIsWellOnlyWithJudgedDecisions() throws {
    let board = try Board(roles: [.alarm, .fault, .light, .nurseCall, .monitoring])
    board.pins.levels[.monitoring] = false
    var changes: [Bool] = []
    board.onStep = { [pins = board.pins] in changes.append(pins.levels[.monitoring] == true) }
    func count() -> Int { zip(changes, changes.dropFirst()).filter { $0 != $1 }.count }
    board.play(seconds: 15)
    // The first judged hops end the alarm of the start.
    let judged = board.records.committed.filter { $0.kind == .decision && $0.body[1] != 0 }.count
    #expect(count() > 3 && count() <= judged)
    // Blind: it rests, and stays at rest.
    board.playLeadOff(seconds: 8)
    changes = []
    board.playLeadOff(seconds: 5)
    #expect(changes.allSatisfy { !$0 })
    // Good data again, then none at all.
    board.play(seconds: 14)
    #expect(count() > 3)
    board.wait(milliseconds: 4_000)
    changes = []
    board.wait(milliseconds: 4_000)
    #expect(changes.allSatisfy { !$0 })
  }

  @Test func aLogThatCannotBeWrittenIsATechnicalAlarm() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.reading.fault = .storage(.write, segment: 2, code: 28)
    board.step()
    #expect(board.pins.calling == [.fault])
    #expect(board.records.faults.last?.detail == .storage(.write, segment: 2, code: 28))
  }

  @Test func alarmLinesAreSetBeforeAnythingIsHandedOver() throws {
    let board = try Board(isFiring: true)
    var calling: [Set<LineRole>] = []
    board.records.onCommit = { records in
      let alarms = records.filter { $0.kind == .alarm }.compactMap { try? AlarmEvent(decoding: $0.body.span) }
      if alarms.contains(where: { $0.kind == .seizure }) { calling.append(board.pins.calling) }
    }
    board.play(seconds: 12)
    #expect(calling.count == 1 && calling[0].isSuperset(of: [.alarm, .nurseCall]))
  }

  @Test func anUnacknowledgedAlarmOfTheLastRunIsShownAndCanBeAcknowledged() throws {
    var kept = KeptState()
    (kept.seizureEvent, kept.alarms.isSeizureLatched) = (4, true)
    let board = try Board(kept: kept)
    board.play(seconds: 10)
    #expect(board.pins.calling == [.alarm, .nurseCall])
    board.press()
    #expect(board.pins.calling.isEmpty)
    #expect(board.records.acknowledgements.map(\.eventNumber) == [4])
    #expect(board.kept?.alarms.isSeizureLatched == false && board.kept?.seizureEvent == 4)
  }

  @Test func aStateThatCannotBeReadIsInTheLog() throws {
    let board = try Board(isStateDamaged: true)
    #expect(board.records.faults.map(\.reason) == [.keptState, .keptState])
    #expect(board.records.faults.map(\.phase) == [.raised, .cleared])
    #expect(board.records.faults.first?.detail == .keptState)
  }

  @Test func aStuckButtonIsAFaultAndPausesNothing() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 12)
    board.button.changes.append(ButtonChange(isPressed: true, monotonicNanoseconds: board.clock.now))
    board.wait(milliseconds: 2_000)
    #expect(board.kept?.alarms.isSeizureLatched == false)
    board.wait(milliseconds: 9_000)
    #expect(board.records.faults.contains { $0.reason == .button && $0.detail == .button(.stuck) })
    #expect(board.kept?.alarms.isSeizureLatched == true && board.kept?.alarms.seizurePausedUntil == 0)
    #expect(board.pins.calling == [.alarm, .fault, .nurseCall])
  }

  @Test func aChatteringButtonIsAFaultAndPausesNothing() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 12)
    for index in 0..<400 {
      board.button.changes.append(
        ButtonChange(isPressed: index % 2 == 0, monotonicNanoseconds: board.clock.now + UInt64(index % 5) * 10_000_000))
      if index % 5 == 4 { board.wait(milliseconds: 50) }
    }
    #expect(board.records.faults.contains { $0.reason == .button && $0.detail == .button(.chattering) })
    #expect(board.kept?.alarms.isSeizureLatched == true && board.kept?.alarms.seizurePausedUntil == 0)
  }

  @Test func aButtonThatCannotBeReadIsAFaultAndOneThatIsGoneEndsTheProgram() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.button.failure = 5
    board.step()
    #expect(board.records.faults.last?.reason == .line && !board.hasEnded)
    board.button.failure = 19
    board.step()
    #expect(board.hasEnded)
  }

  @Test func withoutAButtonNothingLatches() throws {
    let board = try Board(isFiring: true, hasButton: false)
    board.play(seconds: 12)
    #expect(board.pins.calling == [.alarm, .nurseCall])
    #expect(board.kept?.alarms.isSeizureLatched == false)
  }

  @Test func theEndPutsTheLinesWhereTheyGoWhenNobodyDrivesThemAndWaitsForTheLog() throws {
    let board = try Board()
    board.play(seconds: 10)
    var looks = 0
    board.end(.asked) {
      looks += 1
      return looks > 3
    }
    #expect(board.pins.calling == [.alarm, .fault, .nurseCall])
    #expect(board.watchdog.isStopped && looks == 4)
    let stalled = try Board()
    let before = stalled.clock.now
    stalled.end(.cannotGoOn) { false }
    #expect(stalled.clock.now - before >= 3 * Self.second && !stalled.watchdog.isStopped)
  }

  @Test func framesAndRecordsThatDidNotFitAreCountedInTheHealthRecord() throws {
    let board = try Board()
    board.arrivals.refused = 3
    board.records.refused = 2
    board.step()
    #expect(board.records.faults.contains { $0.reason == .storage && $0.detail == .recordsRefused(2) })
  }
}
