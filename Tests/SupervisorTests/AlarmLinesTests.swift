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
      #expect(lines.beat() == nil)
      #expect(pins.levels[.heartbeat] == isHigh)
    }
    pins.failures[.heartbeat] = 19
    #expect(lines.beat()?.isGone == true)
  }
}
