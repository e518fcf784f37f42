import Bundle

/// What is promised of each fault: within its time some line calls, and a program that is not there calls at once.
struct CallOracle {
  /// Until when the deciding thread, or the storing one, was held up: what it looks for takes its time from then on.
  /// That it is held up is a fault of its own.
  private var heldUntil: (deciding: UInt64, storing: UInt64) = (0, 0)

  mutating func observe(_ bed: VirtualBed, hasJudged: Bool, _ findings: inout Findings) {
    let pins = bed.ports.pins
    if bed.truth.isStopped || bed.truth.isDecideHung { heldUntil.deciding = bed.now }
    if bed.truth.isStopped || bed.truth.isStoreStalled || bed.truth.isActive(.diskSlow) {
      heldUntil.storing = bed.now
    }
    let acts = bed.oracles.bed
    guard let start = bed.truth.programStart else {
      for role in [LineRole.alarm, .fault, .nurseCall] where !pins.isActive(role) && !pins.stuck.contains(role) {
        findings.add(.deadIsAlarm, "no program runs, and \(role) does not call")
      }
      return
    }
    // Technical calls are put aside in a standby, and what is wrong behind it takes its time from its end on.
    guard !acts.mayBeStandby(at: bed.now) else { return }
    if !hasJudged && !pins.isActive(.fault) && !pins.isTroubled {
      findings.add(.silent, "nothing was judged yet, and the lines do not call")
    }
    // Until it is read back, nobody knows that a line which should call is held.
    let isUnread = bed.truth.active.contains {
      $0.fault.kind == .lineStuck && bed.now < $0.start + 3_000_000_000
    }
    for active in bed.truth.active where !isUnread {
      guard let detection = active.fault.kind.traits.detection else { continue }
      let since = max(active.start, start, held(active.fault, bed), acts.lastStandby)
      let age = Double(bed.now - since) / 1e9
      if age > detection + 0.1 && !pins.isCalling && isReal(active, start, bed) {
        findings.add(.silent, "\(active.fault): after \(Int(age)) s no line calls")
      }
    }
  }

  /// Until when nobody could look for a fault.
  private func held(_ fault: Fault, _ bed: VirtualBed) -> UInt64 {
    switch fault.kind {
    case .decideHung, .processStopped: 0
    case .storeStalled: heldUntil.deciding
    case .undervoltage: max(heldUntil.deciding, heldUntil.storing)
    // Where it is as it should be, nobody can tell that something holds it.
    case .lineStuck: max(heldUntil.deciding, bed.ports.pins.wrongSince ?? bed.now)
    default: fault.kind.traits.reach == .disk ? max(heldUntil.deciding, heldUntil.storing) : heldUntil.deciding
    }
  }

  /// Whether a fault acts on the program that runs: one that hung or was stopped ends with it.
  private func isReal(_ active: BedTruth.Active, _ start: UInt64, _ bed: VirtualBed) -> Bool {
    switch active.fault.kind {
    case .decideHung: bed.truth.isDecideHung
    case .processStopped: bed.truth.isStopped
    case .storeStalled: bed.truth.isStoreStalled
    case .processKilled, .powerCut: false
    // A program that was started since knows of no sleep.
    case .machineSlept: start < active.start
    // A model is watched once it has answered for a minute.
    case .modelStuck: start + 75_000_000_000 < active.start
    default: true
    }
  }
}
