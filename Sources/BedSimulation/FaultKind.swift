/// Everything that goes wrong around the supervisor in simulation, and what people do that is no answer to an alarm.
/// `FaultTraits` says of each what the device does and how soon.
public enum FaultKind: String, CaseIterable, Sendable {
  // Between the head and the converter.
  /// The electrodes carry no EEG; the variants are the disturbances that leave nothing of it.
  case notEEG = "not-eeg"
  /// EEG that is gone for a part of the time.
  case interrupted
  /// One electrode is off.
  case electrodeOff = "electrode-off"
  /// All electrodes of one side are off.
  case sideOff = "side-off"
  /// All electrodes are off, though what they pick up looks like an EEG.
  case electrodesOff = "electrodes-off"
  // Between the converter and the driver: by bytes and edges.
  /// The bus reports errors.
  case busErrors = "bus-errors"
  /// Answers are all zeros.
  case zeroAnswers = "zero-answers"
  /// Answers are all ones.
  case onesAnswers = "ones-answers"
  /// Answers lose or gain a bit.
  case bitSlips = "bit-slips"
  /// The kernel does not see data-ready edges.
  case lostEdges = "lost-edges"
  /// The kernel sees edges and cannot queue them.
  case droppedEdges = "dropped-edges"
  /// Each edge comes twice.
  case doubledEdges = "doubled-edges"
  /// Edges come late.
  case jitter
  /// The data-ready line sticks for a while, again and again.
  case stuckLine = "stuck-data-ready"
  /// The chip falls silent.
  case chipSilent = "chip-silent"
  /// The supply dips: the chip resets itself.
  case brownOut = "brown-out"
  /// Bits of the chip's registers change.
  case registerUpset = "register-upset"
  /// The chip does not say who it is after a reset.
  case deadIdentity = "dead-identity"
  /// The acquiring thread is not run in time.
  case acquireLate = "acquire-late"
  /// The chip makes more samples in a second than its settings say.
  case chipFast = "chip-fast"
  // The three threads and the machine.
  /// Frames are lost between the converter and the queue.
  case framesLost = "frames-lost"
  /// The deciding thread hangs.
  case decideHung = "decide-hung"
  /// The storing thread hangs.
  case storeStalled = "store-stalled"
  /// All of the process is stopped.
  case processStopped = "process-stopped"
  /// The process is killed.
  case processKilled = "process-killed"
  /// The power is cut.
  case powerCut = "power-cut"
  /// The wall clock is set to another time.
  case wallClockSteps = "wall-clock-steps"
  /// The machine sleeps for as long, and wakes at the fault's beginning.
  case machineSlept = "machine-slept"
  /// The supply's voltage is too low.
  case undervoltage
  /// The model's weights are gone from the program's memory: its answer is the same whatever it is given.
  case modelStuck = "model-stuck"
  // The disk.
  /// The disk is full.
  case diskFull = "disk-full"
  /// The disk can only be read.
  case diskReadOnly = "disk-read-only"
  /// Flushes fail.
  case flushFails = "flush-fails"
  /// Writes fail half-way.
  case tornWrites = "torn-writes"
  /// The storing thread waits seconds for each write.
  case diskSlow = "disk-slow"
  /// Bits of the log change while the board is off.
  case logDamaged = "log-damaged"
  /// What is kept over restarts is damaged while the board is off.
  case stateDamaged = "state-damaged"
  /// What is kept over restarts cannot be written.
  case stateUnwritable = "state-unwritable"
  // Lines and button.
  /// An output line cannot be driven for less than a second.
  case lineFails = "line-fails"
  /// Something else holds an output line at the level at which it was not.
  case lineStuck = "line-stuck"
  /// The lines' chip is gone.
  case linesGone = "lines-gone"
  /// The button cannot be read.
  case buttonUnreadable = "button-unreadable"
  /// Somebody leans on the button.
  case buttonStuck = "button-stuck"
  /// The button's contacts chatter.
  case buttonChatters = "button-chatters"
  // What people do.
  /// Technical alarms are put aside, as for washing.
  case standby
  /// Another person is admitted.
  case admission
  /// Light and buzzer are tried by a short press.
  case trial

  /// What it comes in; empty where there is but one.
  public var variants: [String] {
    switch self {
    case .notEEG: BedSignal.totalNames
    case .interrupted: BedSignal.partialNames
    case .lineFails, .lineStuck: ["fault", "buzzer", "light", "nurse-call", "heartbeat", "alarm"]
    case .wallClockSteps: ["forth", "back"]
    case .chipFast: ["twice", "four-times"]
    case .standby, .admission: ["station", "button"]
    default: []
    }
  }
}
