import ADS1299
import Alarms
import EventLog
import Runtime

/// Tests and trials of the outputs, and the check of the electrodes.
extension Decide
where
  Pins: ~Copyable, Button: ~Copyable, Watchdog: ~Copyable, Clock: ~Copyable, Arrivals: ~Copyable, Records: ~Copyable
{
  /// What the lines show: alarms as they are, which end everything else; and while there are none what was asked for.
  mutating func shown(_ alarms: AlarmLevels, now: UInt64) -> AlarmLevels {
    isAlarmShown = alarms.seizure || alarms.technical
    guard !isAlarmShown else {
      trial.end()
      electrodes.end()
      return alarms
    }
    var levels = bed.light(alarms, now: now)
    if let isOn = electrodes.isOn(now: now) { (levels.light, levels.buzzer) = (isOn, isOn) }
    return trial.levels(levels, now: now)
  }

  /// Tests the next line whose turn it is. What was found is looked at with the next reading back.
  mutating func testOutputs(_ runtime: borrowing Runtime, now: UInt64) {
    let isFailing = lines.unable != nil && !indicator.isSeizureShown
    switch outputTest.step(now: now, isCalm: isWell(runtime), isFailing: isFailing) {
    case .pulse(let role): note(lines.pulse(role))
    case .finished where lines.unable == nil: emit(.outputTest, .board, runtime)
    case .finished, nil: break
    }
  }
}
