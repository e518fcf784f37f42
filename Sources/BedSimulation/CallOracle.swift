import Bundle

/// What is promised of each fault: within its time some line calls, and a program that is not there calls at once.
struct CallOracle {
  mutating func observe(_ bed: VirtualBed, hasJudged: Bool, _ findings: inout Findings) {
    let pins = bed.ports.pins
    guard let start = bed.truth.programStart else {
      for role in [LineRole.alarm, .fault, .nurseCall] where !pins.isActive(role) && !pins.stuck.contains(role) {
        findings.add(.deadIsAlarm, "no program runs, and \(role) does not call")
      }
      return
    }
    if !hasJudged && !pins.isActive(.fault) && !pins.isTroubled {
      findings.add(.silent, "nothing was judged yet, and the lines do not call")
    }
    // Until it is read back, nobody knows that a line which should call is held.
    let isUnread = bed.truth.active.contains {
      $0.fault.kind == .lineStuck && bed.now < $0.start + 3_000_000_000
    }
    for active in bed.truth.active where !isUnread {
      guard let detection = active.fault.kind.traits.detection else { continue }
      let since = max(active.start, start)
      let age = Double(bed.now - since) / 1e9
      if age > detection + 0.1 && !pins.isCalling && isReal(active.fault, bed) {
        findings.add(.silent, "\(active.fault): after \(Int(age)) s no line calls")
      }
    }
  }

  /// Whether a fault acts on the program that runs: one that hung or was stopped ends with it.
  private func isReal(_ fault: Fault, _ bed: VirtualBed) -> Bool {
    switch fault.kind {
    case .decideHung: bed.truth.isDecideHung
    case .processStopped: bed.truth.isStopped
    case .storeStalled: bed.truth.isStoreStalled
    case .processKilled, .powerCut: false
    default: true
    }
  }
}
