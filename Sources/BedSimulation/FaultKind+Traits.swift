import Vocabulary

extension FaultKind {
  /// What is promised. Where a line calls within 30 s, that is the budget of blindness; within 15 s and the time of a
  /// boot, the watchdog.
  public var traits: FaultTraits {
    switch reach {
    case .electrodes: electrodeTraits
    case .machine: machineTraits
    case .disk: diskTraits
    case .lines: lineTraits
    case .people: peopleTraits
    case .wires: wireTraits
    }
  }

  private var reach: FaultTraits.Reach {
    switch self {
    case .notEEG, .interrupted, .electrodeOff, .sideOff, .electrodesOff: .electrodes
    case .framesLost, .decideHung, .storeStalled, .processStopped, .processKilled, .powerCut, .wallClockSteps,
      .machineSlept, .undervoltage, .modelStuck:
      .machine
    case .diskFull, .diskReadOnly, .flushFails, .tornWrites, .diskSlow, .logDamaged, .stateDamaged, .stateUnwritable:
      .disk
    case .lineFails, .lineStuck, .linesGone, .buttonUnreadable, .buttonStuck, .buttonChatters: .lines
    case .standby, .admission, .trial: .people
    default: .wires
    }
  }

  private func traits(
    _ detection: Double?, _ reasons: Set<ReasonCode>, _ seconds: ClosedRange<Double>, _ behaviour: String
  ) -> FaultTraits {
    FaultTraits(reach: reach, detection: detection, reasons: reasons, seconds: seconds, behaviour: behaviour)
  }

  /// Whether records or state cannot be written meanwhile, or late.
  var keepsFromWriting: Bool {
    switch self {
    case .diskFull, .diskReadOnly, .flushFails, .tornWrites, .diskSlow, .stateUnwritable, .storeStalled,
      .processStopped:
      true
    default: false
    }
  }

  private var electrodeTraits: FaultTraits {
    let judged = "hops that cannot be judged are unknown"
    return switch self {
    case .electrodeOff:
      FaultTraits(reach: .electrodes, detection: nil, behaviour: "its channels are unusable, the others are judged")
    case .sideOff:
      FaultTraits(
        reach: .electrodes, detection: 16, reasons: [.sideLost], seconds: 20...90,
        behaviour: "the other side is judged")
    case .electrodesOff:
      FaultTraits(reach: .electrodes, detection: 15, reasons: [.leadOff], seconds: 5...90, behaviour: judged)
    default: FaultTraits(reach: .electrodes, detection: 30, seconds: 32...90, behaviour: judged)
    }
  }

  private var wireTraits: FaultTraits {
    func traits(
      _ detection: Double?, _ reasons: Set<ReasonCode>, _ behaviour: String, seconds: ClosedRange<Double> = 5...40
    ) -> FaultTraits {
      FaultTraits(reach: .wires, detection: detection, reasons: reasons, seconds: seconds, behaviour: behaviour)
    }
    let again = "no frame is trusted; the chip is started anew"
    return switch self {
    case .busErrors, .zeroAnswers, .onesAnswers, .chipSilent: traits(3, [.frontEnd, .noData], again)
    case .bitSlips: traits(nil, [], "broken frames are marked invalid, eight in a row start the chip anew")
    case .stuckLine, .lostEdges, .droppedEdges, .doubledEdges, .jitter:
      traits(nil, [], "samples are counted by time; what cannot be counted is a gap")
    case .brownOut, .registerUpset: traits(nil, [], "found by the next register check, within 250 frames; started anew")
    case .chipFast: traits(10, [.frontEnd], again, seconds: 12...40)
    case .deadIdentity: traits(nil, [], "not started before it says who it is")
    default: traits(nil, [], "late samples are not fetched, and counted as lost")
    }
  }

  private var machineTraits: FaultTraits {
    switch self {
    case .framesLost: traits(4, [.overrun, .framesLost], 4...14, "nothing is inferred across the gap")
    case .decideHung: traits(17, [], 1...60, "the lines hold; the watchdog resets the board after 15 s")
    case .storeStalled: traits(12, [.storage], 12...60, "decides and calls on; records wait")
    case .processStopped: traits(17, [], 1...60, "the lines hold; the watchdog resets the board after 15 s")
    case .processKilled: traits(0.1, [], 1...1, "nobody drives the lines: they call")
    case .powerCut: traits(0.1, [], 1...20, "nobody drives the lines: they call")
    case .machineSlept: traits(1.2, [], 5...60, "the program ends within a second of waking, and the lines call")
    case .modelStuck: traits(17, [.model], 20...60, "decides and calls on; a technical alarm")
    case .undervoltage: traits(2.5, [.undervoltage], 1...60, "decides and calls on; a technical alarm of low priority")
    default: traits(nil, [], 1...1, "nothing decides by the wall clock")
    }
  }

  private var diskTraits: FaultTraits {
    let on = "decides and calls on; the log is opened anew each second"
    return switch self {
    case .diskReadOnly, .tornWrites, .diskFull: traits(13, [.storage], 15...60, on)
    case .flushFails: traits(13, [.storage], 15...60, "records wait for a flush that succeeds")
    case .diskSlow: traits(nil, [], 5...60, "records wait in the queue")
    case .logDamaged: traits(nil, [], 1...1, "the log goes on behind the damage")
    case .stateDamaged: traits(nil, [.keptState], 1...1, "a seizure alarm counts as not acknowledged")
    default: traits(nil, [], 5...60, "alarms are shown all the same; the state is kept as soon as it can be")
    }
  }

  private var peopleTraits: FaultTraits {
    switch self {
    case .standby: traits(nil, [], 20...90, "technical alarms are recorded and not shown; it ends by itself")
    case .admission: traits(nil, [], 1...1, "a new number, and nothing of the last person is left")
    default: traits(nil, [], 1...1, "light and buzzer are on for a second")
    }
  }

  private var lineTraits: FaultTraits {
    switch self {
    case .lineFails:
      traits(nil, [], 0.2...0.8, "driven again with each step; the other lines tell")
    case .lineStuck: traits(3, [.line], 4...40, "the other lines tell; technical alarms move to the alarm line")
    case .linesGone: traits(1, [], 3...20, "the program ends: nobody drives the lines, and they call")
    case .buttonUnreadable: traits(1.5, [], 0.2...10, "after a second the program ends, and the lines call")
    case .buttonStuck: traits(11.5, [.button], 13...40, "what it acknowledged is taken back, nothing is paused")
    default: traits(6, [.button], 6...30, "what it acknowledged is taken back, nothing is paused")
    }
  }
}
