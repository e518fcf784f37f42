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
      indicator.levels(
        AlarmState(isSeizureOpen: seizure, isTechnical: technical),
        now: second * Self.second + UInt64(step) * 50_000_000
      )
      .buzzer
    }
  }

  private func levels(
    _ indicator: inout AlarmIndicator, seizure: Bool = false, technical: Bool = false, second: UInt64
  ) -> AlarmLevels {
    indicator.levels(AlarmState(isSeizureOpen: seizure, isTechnical: technical), now: second * Self.second)
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
          AlarmState(isSeizureOpen: true, isTechnical: false), now: second * Self.second + part * 250_000_000)
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
      let shown = indicator.levels(AlarmState(isSeizureOpen: true, isTechnical: true), now: now)
      #expect(shown.buzzer == AlarmPattern.highPriority.isSounding(now))
      #expect(shown.light == AlarmPattern.highPriority.isLit(now))
      #expect(shown.seizure && shown.technical)
    }
    _ = indicator.acknowledge(now: 20 * Self.second)
    for step in 2001..<4000 as Range<UInt64> {
      let now = step * 10_000_000
      let shown = indicator.levels(AlarmState(isSeizureOpen: false, isTechnical: true), now: now)
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

  @Test func onePressAcknowledgesWhatWasShownAndNotBothKinds() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, technical: true, second: 0)
    _ = levels(&indicator, seizure: true, technical: true, second: 5)
    let first = indicator.acknowledge(now: 10 * Self.second)
    #expect(first.seizure && !first.technical)
    // The technical alarm sounds on, in its own pattern.
    #expect(sounds(indicator, from: 11, seizure: true, technical: true))
    let second = indicator.acknowledge(now: 12 * Self.second)
    #expect(!second.seizure && second.technical)
    #expect(!sounds(indicator, from: 13, seizure: true, technical: true))
  }

  @Test func aNewTechnicalAlarmDoesNotEndTheSeizureAlarmsPause() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    _ = indicator.acknowledge(now: 10 * Self.second)
    _ = levels(&indicator, seizure: true, technical: true, second: 20)
    _ = indicator.acknowledge(now: 21 * Self.second)
    #expect(!sounds(indicator, from: 22, seizure: true, technical: true))
    // The seizure alarm's own pause ends two minutes after its own press.
    #expect(sounds(indicator, from: 130, seizure: true, technical: true))
  }

  @Test func aPressThatWasUnderWayWhenTheAlarmRoseIsNoAnswerToIt() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 5)
    let early = indicator.acknowledge(now: 5 * Self.second + 100_000_000)
    #expect(!early.seizure)
    #expect(indicator.acknowledge(now: 5 * Self.second + 200_000_000).seizure)
  }

  @Test func aButtonHeldFromBeforeTheAlarmAcknowledgesWhenItIsLetGo() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    #expect(!indicator.acknowledge(now: 3 * Self.second).seizure)
    _ = levels(&indicator, seizure: true, second: 5)
    #expect(indicator.release(now: 7 * Self.second, pressed: 3 * Self.second).seizure)
    // The release of a press that has acknowledged does nothing more.
    var other = AlarmIndicator(canAcknowledge: true)
    _ = levels(&other, seizure: true, technical: true, second: 5)
    #expect(other.acknowledge(now: 6 * Self.second).seizure)
    let release = other.release(now: 7 * Self.second, pressed: 6 * Self.second)
    #expect(!release.seizure && !release.technical)
  }

  @Test func onePressAnswersOneAlarm() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, technical: true, second: 0)
    #expect(indicator.acknowledge(now: 10 * Self.second).technical)
    // A seizure alarm rises while the person still holds the button for the technical one.
    _ = levels(&indicator, seizure: true, technical: true, second: 11)
    #expect(!indicator.release(now: 12 * Self.second, pressed: 10 * Self.second).seizure)
    #expect(levels(&indicator, technical: true, second: 13).seizure)
    #expect(indicator.acknowledge(now: 14 * Self.second).seizure)
  }

  @Test func whatABrokenButtonAcknowledgedIsTakenBack() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    _ = levels(&indicator, second: 5)
    _ = indicator.acknowledge(now: 10 * Self.second)
    #expect(!levels(&indicator, second: 11).seizure)
    indicator.takeBack(since: 9 * Self.second)
    #expect(levels(&indicator, second: 12).seizure && sounds(indicator, from: 12))
    // What a person acknowledged long before stays acknowledged; no sound is paused any more.
    var other = AlarmIndicator(canAcknowledge: true)
    _ = levels(&other, seizure: true, second: 0)
    _ = other.acknowledge(now: 10 * Self.second)
    other.takeBack(since: 60 * Self.second)
    #expect(!levels(&other, second: 61).seizure)
    #expect(sounds(other, from: 61, seizure: true))
  }

  @Test func anOpenEventThatNobodyCanSeeCanBeAcknowledgedAndIsShownAgainWhenItFires() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    let blind = { (indicator: inout AlarmIndicator, second: UInt64) in
      indicator.levels(AlarmState(isSeizureOpen: true, isTechnical: true), isBlind: true, now: second * Self.second)
    }
    #expect(blind(&indicator, 10).seizure)
    #expect(indicator.acknowledge(now: 11 * Self.second).seizure)
    #expect(!blind(&indicator, 12).seizure)
    // Seen again, and quiet: it does not come back by itself.
    #expect(!levels(&indicator, seizure: true, second: 20).seizure)
    let firing = indicator.levels(
      AlarmState(isSeizureOpen: true, isTechnical: false), isFiring: true, now: 21 * Self.second)
    #expect(firing.seizure && firing.buzzer)
    #expect(levels(&indicator, seizure: true, second: 22).seizure)
    #expect(indicator.acknowledge(now: 23 * Self.second).seizure)
  }

  @Test func anEventThatWasAcknowledgedBeforeTheElectrodesCameOffIsShownNoLonger() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    _ = indicator.acknowledge(now: Self.second)
    #expect(levels(&indicator, seizure: true, second: 2).seizure)
    let shown = indicator.levels(
      AlarmState(isSeizureOpen: true, isTechnical: true), isBlind: true, now: 10 * Self.second)
    #expect(!shown.seizure && shown.technical && shown.nurseCall)
  }

  @Test func anUnacknowledgedAlarmOutlivesARestartAndAnAcknowledgedOneDoesNot() {
    var indicator = AlarmIndicator(canAcknowledge: true)
    _ = levels(&indicator, seizure: true, second: 0)
    #expect(indicator.kept.isSeizureLatched)
    var restarted = AlarmIndicator(canAcknowledge: true, kept: indicator.kept, now: 3 * Self.second)
    let shown = levels(&restarted, second: 3)
    #expect(shown.seizure && shown.buzzer && shown.nurseCall)
    #expect(restarted.acknowledge(now: 5 * Self.second).seizure)
    var again = AlarmIndicator(canAcknowledge: true, kept: restarted.kept, now: 6 * Self.second)
    #expect(!levels(&again, second: 6).seizure)
  }

  @Test func aPauseOutlivesARestartButNotAClockThatBeganAnew() {
    let kept = KeptAlarms(isSeizureLatched: true, seizurePausedUntil: 130 * Self.second)
    let restarted = AlarmIndicator(canAcknowledge: true, kept: kept, now: 20 * Self.second)
    #expect(!sounds(restarted, from: 20))
    #expect(sounds(restarted, from: 130))
    #expect(sounds(AlarmIndicator(canAcknowledge: true, kept: kept, now: 9 * Self.second), from: 9))
    #expect(sounds(AlarmIndicator(canAcknowledge: true, kept: kept, now: 140 * Self.second), from: 140))
  }
}
