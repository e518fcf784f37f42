/// Defects that are planted at a port, in the kept state or in a parameter.
public enum PlantedDefect: String, CaseIterable, Sendable {
  // Lines.
  case alarmLineNeverDriven = "alarm-line-never-driven"
  case faultLineNeverDriven = "fault-line-never-driven"
  case nurseCallNeverDriven = "nurse-call-never-driven"
  case nurseCallPaused = "nurse-call-paused-by-a-press"
  case buzzerNeverSounds = "buzzer-never-sounds"
  case buzzerNeverStops = "buzzer-never-stops"
  case buzzerDeadAfterRestart = "buzzer-dead-after-a-restart"
  case linesSwapped = "alarm-and-fault-swapped"
  case alarmFallsByItself = "alarm-falls-after-20-s"
  case pauseOfTenMinutes = "pause-of-10-minutes"
  case linesKeptAtDeath = "lines-keep-their-level-at-death"
  case startsQuiet = "lines-quiet-from-the-start"
  case brokenLineUnreported = "broken-line-unreported"
  case stuckLineUnread = "stuck-line-not-read-back"
  case monitoringByTimer = "monitoring-line-blinks-by-a-timer"
  case monitoringNeverDriven = "monitoring-line-never-driven"
  // Watchdog.
  case watchdogFedByTimer = "watchdog-fed-by-a-timer"
  case watchdogNeverFed = "watchdog-never-fed"
  // Button.
  case buttonIgnored = "button-ignored"
  case buttonPressesItself = "button-presses-itself"
  // Frames.
  case leadOffHidden = "lead-off-hidden"
  case gapsHidden = "gaps-hidden"
  case frameDropped = "frame-dropped"
  case channelsSwapped = "channels-swapped"
  case oldFramesAgain = "old-frames-again"
  case codeOffByOne = "code-off-by-one"
  case frontEndFaultsHidden = "front-end-faults-hidden"
  // Records.
  case recordsBeforeLines = "records-before-lines"
  case evidenceOffByOne = "evidence-off-by-one"
  case scoreOffByOne = "score-off-by-one"
  case alarmRecordLost = "alarm-record-lost"
  case alarmRecordTwice = "alarm-record-twice"
  case decisionLost = "decision-lost"
  case faultRecordsLost = "fault-records-lost"
  case acknowledgementLost = "acknowledgement-lost"
  case unknownSaysNormal = "unknown-says-normal"
  // Kept state.
  case latchForgotten = "latch-forgotten-at-restart"
  case stateNeverWritten = "state-never-written"
  case damagedStateIsNone = "damaged-state-taken-for-none"
  // Disk.
  case flushLies = "flush-lies"
  case writesLost = "writes-lost"
  case bytesChanged = "bytes-changed-on-disk"
  case storageFaultHidden = "storage-fault-hidden"
  case stalledStoreHidden = "stalled-store-hidden"
  // Parameters.
  case neverCalls = "quorum-and-patience-without-bounds"
  case thresholdDoubled = "threshold-doubled"
  case firingForgotten = "firing-window-of-32"
  case montageHalved = "one-side-not-watched"
  // The machine.
  case sleepUnnoticed = "sleep-unnoticed"
  case undervoltageHidden = "undervoltage-hidden"
  case standstillHidden = "standstill-hidden"
  // People.
  case requestNeverRead = "request-never-read"
  case standbyOfAnHour = "standby-of-an-hour"
  case standbyEndLost = "standby-end-record-lost"
  case lastPersonKept = "last-person-kept"
  case numberGivenAgain = "number-given-again"

  /// The faults under which it has to show, on the reference scenario.
  var faults: [Fault] {
    switch self {
    case .faultLineNeverDriven, .linesSwapped, .unknownSaysNormal, .monitoringByTimer:
      [Fault(.notEEG, at: 200, seconds: 60)]
    case .neverCalls: [Fault(.sideOff, at: 200, seconds: 60), Fault(.electrodeOff, at: 200, seconds: 60)]
    case .nurseCallNeverDriven, .monitoringNeverDriven, .alarmLineNeverDriven, .buzzerNeverSounds, .buzzerNeverStops,
      .alarmFallsByItself:
      []
    case .buzzerDeadAfterRestart, .latchForgotten, .stateNeverWritten: [Fault(.processKilled, at: 75, seconds: 1)]
    case .linesKeptAtDeath: [Fault(.processKilled, at: 200, seconds: 1)]
    case .brokenLineUnreported: [Fault(.lineFails, at: 38, seconds: 30, variant: 5)]
    case .stuckLineUnread: [Fault(.lineStuck, at: 200, seconds: 30, variant: 2)]
    case .watchdogFedByTimer: [Fault(.decideHung, at: 200, seconds: 60)]
    case .leadOffHidden: [Fault(.electrodesOff, at: 200, seconds: 60)]
    case .gapsHidden, .oldFramesAgain: [Fault(.framesLost, at: 200, seconds: 8)]
    case .frontEndFaultsHidden: [Fault(.chipSilent, at: 200, seconds: 10)]
    case .damagedStateIsNone: [Fault(.stateDamaged, at: 75, seconds: 1)]
    case .flushLies, .writesLost: [Fault(.powerCut, at: 200, seconds: 1)]
    case .storageFaultHidden, .faultRecordsLost: [Fault(.diskFull, at: 200, seconds: 60)]
    case .stalledStoreHidden: [Fault(.storeStalled, at: 200, seconds: 40)]
    case .montageHalved: [Fault(.sideOff, at: 200, seconds: 60)]
    case .sleepUnnoticed: [Fault(.machineSlept, at: 200, seconds: 20)]
    case .standstillHidden: [Fault(.modelStuck, at: 200, seconds: 40)]
    case .undervoltageHidden: [Fault(.undervoltage, at: 200, seconds: 40)]
    case .requestNeverRead, .standbyOfAnHour, .standbyEndLost: [Fault(.standby, at: 200, seconds: 60)]
    case .lastPersonKept, .numberGivenAgain: [Fault(.admission, at: 200, seconds: 1)]
    default: []
    }
  }
}
