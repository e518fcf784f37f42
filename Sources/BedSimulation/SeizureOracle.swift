import Bundle

/// A generated seizure on electrodes that nothing disturbs is called within its time, and nothing else is.
struct SeizureOracle {
  /// From its beginning to the alarm line, at most, in seconds.
  static let latency = 25.0
  /// From its end, for how long an alarm may still rise.
  private static let echo = 20.0
  private static let quiet: UInt64 = 90_000_000_000

  private var current: Scenario.Seizure?
  private var isCalled = false
  private var isClean = false
  private var lastEnd = -1_000.0

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, _ findings: inout Findings) {
    guard record.kind == .alarm, record.body[1] == 1, record.body[2] == 1 else { return }
    isCalled = true
    let isExplained = bed.truth.seizure != nil || bed.seconds < lastEnd + Self.echo
    if !isExplained && bed.truth.isQuiet(for: Self.quiet, at: bed.now) {
      findings.add(.seizure, "a seizure is called, and there is none")
    }
  }

  mutating func observe(_ bed: VirtualBed, _ findings: inout Findings) {
    // A standby puts technical alarms aside, never a seizure's.
    isClean = isClean && isUndisturbed(bed, for: 0)
    if bed.truth.seizure != current {
      if let ended = current { lastEnd = ended.start + ended.seconds }
      current = bed.truth.seizure
      isCalled = bed.ports.pins.isActive(.alarm) && bed.ports.pins.isDriven
      let hasRun = bed.truth.programStart.map { bed.now > $0 + 40_000_000_000 } ?? false
      isClean =
        hasRun && isUndisturbed(bed, for: Self.quiet)
    }
    guard let current, isClean, bed.seconds > current.start + Self.latency else { return }
    if !isCalled {
      findings.add(.seizure, "a seizure since \(Int(current.start)) s is not called")
    } else if !bed.ports.pins.isActive(.alarm) && bed.ports.pins.isDriven {
      findings.add(.seizure, "a seizure since \(Int(current.start)) s is recorded and not shown")
    }
  }

  /// Whether nothing is wrong, and nobody was admitted: who comes next begins anew.
  private func isUndisturbed(_ bed: VirtualBed, for nanoseconds: UInt64) -> Bool {
    bed.truth.isUndisturbed(for: nanoseconds, at: bed.now) && !bed.truth.isActive(.admission)
      && bed.now > bed.oracles.bed.lastAdmission + nanoseconds
  }
}
