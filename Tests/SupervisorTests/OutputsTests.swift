import ADS1299
import Alarms
import Bundle
import EventLog
import Testing
import Vocabulary

@testable import Supervisor

/// The daily test of the lines, what a short press and the station try, and the check of the electrodes.
@Suite struct OutputsTests {
  private static let tested: Set<LineRole> = [.alarm, .fault, .buzzer, .light, .nurseCall]

  /// The acts, with who did them.
  private static func acts(_ board: Board) -> [String] { board.records.acts.map { "\($0.act) \($0.source)" } }

  /// Holds the button for so long that a standby begins or ends.
  private static func hold(_ board: Board) {
    board.button.changes.append(ButtonChange(isPressed: true, monotonicNanoseconds: board.clock.now))
    board.play(seconds: 4)
    board.button.changes.append(ButtonChange(isPressed: false, monotonicNanoseconds: board.clock.now))
    board.wait(milliseconds: 100)
  }

  /// Plays until the first test of the lines is due.
  private static func playUntilTest(_ board: Board) {
    board.play(seconds: 8)
    board.clock.now += OutputTest.firstNanoseconds
    board.play(seconds: 8)
  }

  @Test func theLinesAreTestedWhileAllIsWellAndThatIsARecord() throws {
    let board = try Board()
    board.play(seconds: 10)
    #expect(board.pins.pulsed.isEmpty)
    Self.playUntilTest(board)
    #expect(Set(board.pins.pulsed) == Self.tested && board.pins.pulsed.count == 5)
    #expect(Self.acts(board) == ["outputTest board"] && board.pins.calling.isEmpty)
    #expect(board.records.faults.filter { $0.reason == .line }.isEmpty)
    Self.playUntilTest(board)
    #expect(board.pins.pulsed.count == 5)
    board.clock.now += OutputTest.periodNanoseconds
    board.play(seconds: 8)
    #expect(board.pins.pulsed.count == 10 && Self.acts(board).count == 2)
  }

  @Test(arguments: [LineRole.alarm, .nurseCall, .buzzer, .light])
  func aLineThatIsHeldAtRestIsFoundAndCallsUntilItIsFree(_ role: LineRole) throws {
    let board = try Board()
    board.play(seconds: 10)
    // At rest nobody can tell: it is where it should be.
    board.pins.stuck = [role]
    board.play(seconds: 5)
    #expect(board.pins.calling.isEmpty)
    Self.playUntilTest(board)
    #expect(board.pins.levels[.fault] == true && !Self.acts(board).contains("outputTest board"))
    #expect(board.records.faults.last { $0.reason == .line }?.phase == .raised)
    board.play(seconds: 30)
    #expect(board.pins.levels[.fault] == true)
    board.pins.stuck = []
    board.play(seconds: 60)
    #expect(board.pins.calling.isEmpty && Self.acts(board) == ["outputTest board"])
    #expect(board.records.faults.last { $0.reason == .line }?.phase == .cleared)
  }

  @Test func aFaultLineThatIsHeldAtRestMovesItsAlarmsToTheAlarmLine() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.pins.stuck = [.fault]
    Self.playUntilTest(board)
    #expect(board.pins.levels[.alarm] == true && board.pins.levels[.fault] == false)
    board.pins.stuck = []
    board.play(seconds: 60)
    #expect(board.pins.calling.isEmpty)
  }

  @Test func nothingIsTestedWhileSomethingAlarms() throws {
    let board = try Board(isFiring: true)
    board.play(seconds: 10)
    #expect(board.isSeizureRaised)
    Self.playUntilTest(board)
    #expect(board.pins.pulsed.isEmpty)
  }

  @Test func aShortPressShowsLightAndToneAndNoLineCalls() throws {
    let board = try Board()
    board.play(seconds: 10)
    #expect(board.pins.levels[.light] == false)
    board.press()
    var (lit, sounding, calls) = (0, 0, 0)
    board.onStep = {
      if board.pins.levels[.light] == true { lit += 1 }
      if board.pins.levels[.buzzer] == true { sounding += 1 }
      calls += board.pins.calling.count
    }
    board.wait(milliseconds: 2_600)
    // 2 s and 1 s in steps of 50 ms, of which the first two are gone.
    #expect((36...40).contains(lit) && (16...20).contains(sounding) && calls == 0, "\(lit) \(sounding)")
    #expect(Self.acts(board) == ["outputTest button"])
  }

  @Test func anAlarmEndsATrialAndNoneIsBegunInOne() throws {
    let board = try Board()
    board.play(seconds: 10)
    board.press()
    board.fail(.fault, .frontEnd, .none)
    board.wait(milliseconds: 50)
    let pattern = board.pins.levels[.buzzer]
    board.wait(milliseconds: 600)
    // The pattern of a technical alarm: pulses, where the trial's tone would last.
    #expect(pattern == true && board.pins.calling == [.fault])
    board.reading.request = BedRequest(.outputTest, number: 9)
    board.wait(milliseconds: 300)
    #expect(board.mailbox.answer(to: 9) == .refusedInAlarm && Self.acts(board) == ["outputTest button"])
  }

  @Test func theStationHasEveryLineCallForTenSecondsAndNothingSaysThatAllIsWell() throws {
    let board = try Board(roles: [.alarm, .fault, .buzzer, .light, .nurseCall, .heartbeat, .monitoring])
    board.play(seconds: 10)
    board.reading.request = BedRequest(.outputTest, number: 3)
    var wasMonitoring = false
    board.onStep = {
      if board.pins.calling.contains(.alarm) && board.pins.levels[.monitoring] == true { wasMonitoring = true }
    }
    board.play(seconds: 5)
    #expect(board.pins.calling == [.alarm, .fault, .nurseCall] && !wasMonitoring)
    #expect(Self.acts(board) == ["outputTest station"] && !board.runtime.isSeizureAlarmRaised)
    board.play(seconds: 6)
    #expect(board.pins.calling.isEmpty)
  }

  @Test func aShortPressInStandbyTellsOfEachElectrode() throws {
    let inputs = ElectrodeInputs(connected: ChannelMask(rawValue: 7), watched: ChannelMask(rawValue: 7))
    let board = try Board(electrodes: inputs)
    board.play(seconds: 10)
    Self.hold(board)
    #expect(Self.acts(board) == ["standby button"])
    board.play(seconds: 5) { $0.leadOff[1] = true }
    board.press()
    var sounding: [Bool] = []
    board.onStep = { sounding.append(board.pins.levels[.buzzer] == true) }
    board.play(seconds: 7) { $0.leadOff[1] = true }
    #expect(Self.acts(board) == ["standby button", "electrodeCheck button"])
    // A short tone, a long one, a short one.
    var tones: [Int] = []
    for (index, isOn) in sounding.enumerated() where isOn {
      if index > 0 && sounding[index - 1] { tones[tones.count - 1] += 1 } else { tones.append(1) }
    }
    #expect(tones.count == 3 && tones[1] > 2 * tones[0] && tones[1] > 2 * tones[2], "\(tones)")
    // Nobody asks for it from the station, nor outside of a standby.
    Self.hold(board)
    board.reading.request = BedRequest(.electrodeCheck, number: 4)
    board.play(seconds: 1)
    #expect(board.mailbox.answer(to: 4) == .refused)
  }

  @Test func theFrontEndsSettingsSayWhichElectrodesAreWatched() {
    var settings = ADS1299Settings()
    settings.inputs[2].source = .shorted
    settings.inputs[3].isOn = false
    settings.inputs[0].leadOffPositive = true
    settings.inputs[1].leadOffNegative = true
    #expect(ElectrodeInputs(settings).watched.isEmpty)
    settings.leadOff = LeadOffSettings()
    #expect(ElectrodeInputs(settings).watched == ChannelMask(rawValue: 3))
    #expect(ElectrodeInputs(settings).connected == ChannelMask(rawValue: 0b1111_0011))
  }
}
