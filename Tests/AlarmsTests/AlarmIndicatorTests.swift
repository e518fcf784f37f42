import Alarms
import Testing

@Suite struct AlarmIndicatorTests {
  private static let second: UInt64 = 1_000_000_000

  /// Whether the buzzer sounds in the 15 s from a time on: longer than any pattern is silent.
  private func sounds(
    _ indicator: AlarmIndicator, from second: UInt64, seizure: Bool = false, technical: Bool = false
  ) -> Bool {
    var indicator = indicator
    return (0..<300).contains { step in
      indicator.levels(seizure: seizure, technical: technical, now: second * Self.second + UInt64(step) * 50_000_000)
        .buzzer
    }
  }

  private func levels(
    _ indicator: inout AlarmIndicator, seizure: Bool = false, technical: Bool = false, second: UInt64
  ) -> AlarmLevels {
    indicator.levels(seizure: seizure, technical: technical, now: second * Self.second)
  }

  @Test func withoutAnAlarmNoLineIsActive() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    #expect(levels(&indicator, second: 0) == AlarmLevels())
    let pressed = indicator.acknowledge(now: Self.second)
    #expect(!pressed.seizure && !pressed.technical)
    // A press without an alarm does not silence the next one.
    #expect(levels(&indicator, seizure: true, second: 2).buzzer)
  }

  @Test func aSeizureAlarmLatchesUntilItIsAcknowledged() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    let expected = AlarmLevels(seizure: true, buzzer: true, light: true, nurseCall: true)
    #expect(levels(&indicator, seizure: true, second: 5) == expected)
    for second in 6..<4000 as Range<UInt64> {
      let shown = levels(&indicator, second: second)
      #expect(shown.seizure && shown.nurseCall && !shown.technical)
    }
    let acknowledged = indicator.acknowledge(now: 4000 * Self.second)
    #expect(acknowledged.seizure && !acknowledged.technical)
    #expect(levels(&indicator, second: 4001) == AlarmLevels())
  }

  @Test func withoutAButtonNothingLatches() {
    var indicator = AlarmIndicator(canAcknowledge: false)
    #expect(levels(&indicator, seizure: true, second: 5).seizure)
    #expect(levels(&indicator, second: 6) == AlarmLevels())
  }

  @Test func anAcknowledgedEventThatGoesOnIsShownUntilItEndsAndNoLonger() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    #expect(indicator.acknowledge(now: Self.second).seizure)
    #expect(!indicator.acknowledge(now: 2 * Self.second).seizure)
    #expect(levels(&indicator, seizure: true, second: 60).seizure)
    #expect(levels(&indicator, second: 61) == AlarmLevels())
  }

  @Test func technicalAlarmsEndByThemselves() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    let shown = levels(&indicator, technical: true, second: 0)
    #expect(shown == AlarmLevels(technical: true, buzzer: true, light: true, nurseCall: true))
    #expect(levels(&indicator, second: 1) == AlarmLevels())
  }

  @Test func aTechnicalAlarmIsAcknowledgedOnce() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, technical: true, second: 0)
    #expect(indicator.acknowledge(now: Self.second).technical)
    #expect(!indicator.acknowledge(now: 2 * Self.second).technical)
    _ = levels(&indicator, technical: false, second: 3)
    _ = levels(&indicator, technical: true, second: 4)
    #expect(indicator.acknowledge(now: 5 * Self.second).technical)
  }

  @Test func aPressSilencesForTwoMinutesAndNeverTheNurseCallOrTheLight() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    _ = indicator.acknowledge(now: 10 * Self.second)
    var lit = 0
    for second in 10..<130 as Range<UInt64> {
      for part in 0..<4 as Range<UInt64> {
        let shown = indicator.levels(
          seizure: true, technical: false, now: second * Self.second + part * 250_000_000)
        #expect(!shown.buzzer && shown.nurseCall && shown.seizure)
        if shown.light { lit += 1 }
      }
    }
    #expect(lit > 200)
    #expect(sounds(indicator, from: 130, seizure: true))
  }

  @Test func aNewAlarmAfterAPressSoundsAtOnce() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, technical: true, second: 0)
    _ = indicator.acknowledge(now: Self.second)
    #expect(!sounds(indicator, from: 2, technical: true))
    #expect(levels(&indicator, seizure: true, technical: true, second: 20).buzzer)

    var other = AlarmIndicator(canAcknowledge: true)
    _ = levels(&other, seizure: true, second: 0)
    _ = other.acknowledge(now: Self.second)
    #expect(levels(&other, seizure: true, technical: true, second: 20).buzzer)

    var again = AlarmIndicator(canAcknowledge: true)
    _ = levels(&again, seizure: true, second: 0)
    _ = again.acknowledge(now: Self.second)
    _ = levels(&again, second: 30)
    let shown = levels(&again, seizure: true, second: 40)
    #expect(shown.buzzer && shown.seizure)
    #expect(again.acknowledge(now: 41 * Self.second).seizure)
  }

  @Test func highPriorityIsShownBeforeMedium() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    for step in 0..<2000 as Range<UInt64> {
      let now = step * 10_000_000
      let shown = indicator.levels(seizure: true, technical: true, now: now)
      #expect(shown.buzzer == AlarmPattern.highPriority.isSounding(now))
      #expect(shown.light == AlarmPattern.highPriority.isLit(now))
      #expect(shown.seizure && shown.technical)
    }
    _ = indicator.acknowledge(now: 20 * Self.second)
    for step in 2001..<4000 as Range<UInt64> {
      let now = step * 10_000_000
      let shown = indicator.levels(seizure: false, technical: true, now: now)
      #expect(shown.light == AlarmPattern.mediumPriority.isLit(now))
      #expect(!shown.seizure)
    }
  }

  @Test func aTechnicalAlarmDoesNotAcknowledgeALatchedSeizure() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    _ = levels(&indicator, second: 10)
    _ = levels(&indicator, technical: true, second: 20)
    let shown = levels(&indicator, second: 30)
    #expect(shown.seizure && !shown.technical)
  }
}
