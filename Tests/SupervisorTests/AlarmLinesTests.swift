import Alarms
import Bundle
import Supervisor
import Testing

@Suite struct AlarmLinesTests {
  private static let all = AlarmLevels(seizure: true, technical: true, buzzer: true, light: true, nurseCall: true)

  @Test func aLineThatFailedIsDrivenAgainUntilItHoldsWhatItShould() {
    let pins = FakePins()
    var lines = AlarmLines(pins)
    #expect(lines.show(AlarmLevels()) == nil)
    pins.failures[.alarm] = 5
    #expect(lines.show(Self.all)?.code == 5)
    // The others are driven all the same.
    #expect(pins.calling == [.fault, .nurseCall])
    #expect(lines.show(Self.all)?.code == 5)
    pins.failures = [:]
    #expect(lines.show(Self.all) == nil)
    #expect(pins.calling == [.alarm, .fault, .nurseCall])
  }

  @Test func aLineThatHoldsWhatItShouldIsLeftAlone() {
    let pins = FakePins()
    var lines = AlarmLines(pins)
    _ = lines.show(Self.all)
    pins.driven = []
    #expect(lines.show(Self.all) == nil && pins.driven.isEmpty)
    _ = lines.show(AlarmLevels(seizure: true, technical: true, light: true, nurseCall: true))
    #expect(pins.driven == [.buzzer])
  }

  @Test func theAlarmLineIsDrivenFirst() {
    let pins = FakePins()
    var lines = AlarmLines(pins)
    _ = lines.show(Self.all)
    #expect(pins.driven.first == .alarm && pins.driven.count == 5)
  }

  @Test func aBoardWithOneLineShowsTechnicalAlarmsOnIt() {
    let pins = FakePins([.alarm])
    var lines = AlarmLines(pins)
    _ = lines.show(AlarmLevels())
    #expect(pins.levels == [.alarm: false])
    _ = lines.show(AlarmLevels(technical: true, buzzer: true, nurseCall: true))
    #expect(pins.levels == [.alarm: true])
  }

  @Test func theHeartBeatsWithEachDecisionAndTellsWhenItCannot() {
    let pins = FakePins()
    var lines = AlarmLines(pins)
    for isHigh in [true, false, true] {
      #expect(lines.beat(isWell: false) == nil)
      #expect(pins.levels[.heartbeat] == isHigh)
    }
    pins.failures[.heartbeat] = 19
    #expect(lines.beat(isWell: false)?.isGone == true)
  }

  @Test func theMonitoringLineChangesWithEachDecisionWhileAllIsWellAndRestsElse() {
    let pins = FakePins([.alarm, .fault, .monitoring])
    var lines = AlarmLines(pins)
    _ = lines.show(AlarmLevels())
    for isActive in [true, false, true] {
      #expect(lines.beat(isWell: true) == nil && pins.levels[.monitoring] == isActive)
    }
    // Nothing but a decision changes it ...
    _ = lines.show(AlarmLevels())
    #expect(pins.levels[.monitoring] == true)
    // ... but any alarm, and a decision with which not all is well.
    for levels in [AlarmLevels(technical: true), AlarmLevels(seizure: true)] {
      _ = lines.show(levels)
      #expect(pins.levels[.monitoring] == false)
      _ = lines.beat(isWell: true)
      #expect(pins.levels[.monitoring] == true)
    }
    _ = lines.beat(isWell: false)
    #expect(pins.levels[.monitoring] == false)
  }

  @Test func aLineThatIsNotWhereItWasDrivenIsFoundAndDrivenAgain() {
    for role in [LineRole.alarm, .fault, .nurseCall, .buzzer, .light] {
      let pins = FakePins()
      var lines = AlarmLines(pins)
      _ = lines.show(AlarmLevels())
      #expect(lines.readBack() == nil)
      pins.stuck = [role]
      pins.levels[role] = true
      for _ in 0..<2 { #expect(lines.readBack() == LineFault(KernelName("GPIO17"), code: 5, isStuck: true), "\(role)") }
      pins.stuck = []
      #expect(lines.readBack() != nil && pins.levels[role] == false)
      #expect(lines.readBack() == nil)
    }
  }

  @Test func technicalAlarmsMoveToTheAlarmLineWhereTheirsIsStuck() {
    let pins = FakePins()
    var lines = AlarmLines(pins)
    _ = lines.show(AlarmLevels())
    pins.stuck = [.fault]
    _ = lines.show(AlarmLevels(technical: true))
    #expect(pins.calling.isEmpty)
    #expect(lines.readBack()?.isStuck == true)
    _ = lines.show(AlarmLevels(technical: true))
    #expect(pins.calling == [.alarm])
    pins.stuck = []
    _ = lines.readBack()
    #expect(lines.readBack() == nil)
    _ = lines.show(AlarmLevels(technical: true))
    #expect(pins.calling == [.fault])
  }
}
