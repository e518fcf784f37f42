import Bundle
import Simulation
import Vocabulary

extension VirtualBed {
  /// Lets something begin or end.
  func apply(_ event: BedEvent) {
    switch event.change {
    case .seizure(let seizure):
      truth.seizure = seizure
      changeSignal { $0.seizure = seizure?.microvolts ?? [] }
    case .begin(let fault):
      truth.active.append(BedTruth.Active(fault: fault, start: now))
      oracles.began(fault, self)
      set(fault, isOn: true)
    case .end(let fault):
      set(fault, isOn: false)
      truth.active.removeAll { $0.fault == fault }
      truth.lastEnd = now
      if fault.kind.traits.reach != .people { truth.lastDisturbanceEnd = now }
      if fault.kind.keepsFromWriting { truth.lastDiskEnd = now }
      oracles.ended(fault, self)
    }
  }

  private func set(_ fault: Fault, isOn: Bool) {
    switch fault.kind.traits.reach {
    case .electrodes: changeSignal { $0.set(fault, isOn: isOn) }
    case .wires: wires?.set(fault, isOn: isOn)
    case .machine: setMachine(fault, isOn)
    case .disk: setDisk(fault, isOn)
    case .lines: setLines(fault, isOn)
    case .people: setPeople(fault, isOn)
    }
  }

  /// Changes what the electrodes carry, however it gets to the supervisor.
  private func changeSignal(_ change: (inout BedSignal) -> Void) {
    change(&signal)
    wires?.feed.change(change)
  }

  private func setMachine(_ fault: Fault, _ isOn: Bool) {
    switch fault.kind {
    case .decideHung: truth.isDecideHung = isOn && program != nil
    case .storeStalled: truth.isStoreStalled = isOn && program != nil
    case .processStopped: truth.isStopped = isOn && program != nil
    case .processKilled: if isOn { endProgram() }
    case .powerCut: if isOn { losePower(until: now + UInt64(fault.seconds * 1e9)) }
    case .machineSlept: if isOn { sleepMachine(seconds: fault.seconds) }
    case .modelStuck: program?.isModelStuck = isOn
    case .undervoltage: ports.supply.isLow = isOn
    case .wallClockSteps:
      if isOn { ports.clock.wallOffset += (fault.variant == 0 ? 1 : -1) * 86_400_000_000_000 }
    default: break
    }
  }

  private func setPeople(_ fault: Fault, _ isOn: Bool) {
    let ask =
      isOn
      ? acts.begin(fault, at: now, ports.state)
      : acts.end(fault, isStandby: oracles.isStandby, at: now, ports.state)
    if let ask { oracles.asked(ask) }
  }

  private func setDisk(_ fault: Fault, _ isOn: Bool) {
    switch fault.kind {
    case .diskFull: ports.disk.trouble = isOn ? .full : nil
    case .diskReadOnly: ports.disk.trouble = isOn ? .readOnly : nil
    case .flushFails: ports.disk.trouble = isOn ? .flushFails : nil
    case .tornWrites: ports.disk.trouble = isOn ? .torn : nil
    case .stateUnwritable: ports.state.isUnwritable = isOn
    case .stateDamaged where isOn:
      endProgram()
      ports.state.damage()
    case .logDamaged where isOn:
      endProgram()
      ports.disk.damage(&generator)
    default: break
    }
  }

  private func setLines(_ fault: Fault, _ isOn: Bool) {
    let roles: [LineRole] = [.fault, .buzzer, .light, .nurseCall, .heartbeat, .alarm]
    switch fault.kind {
    case .lineFails: ports.pins.failures[roles[fault.variant]] = isOn ? 5 : nil
    case .lineStuck: ports.pins.hold(roles[fault.variant], isOn)
    case .linesGone: for role in roles { ports.pins.failures[role] = isOn ? 19 : nil }
    case .buttonUnreadable: ports.button.failure = isOn ? 5 : nil
    case .buttonStuck:
      if isOn { didPress() }
      if isOn {
        leanedSince = now
      } else if let ask = BedActs.ask(held: now - leanedSince, at: now) {
        oracles.asked(ask)
      }
      ports.button.change(isPressed: isOn, at: now)
    case .buttonChatters:
      if isOn { didPress() } else { ports.button.change(isPressed: false, at: now) }
    default: break
    }
  }
}
