/// What is really so at a bed, by whoever made it so: the oracles judge by this and by what stands on the wires.
struct BedTruth {
  /// A fault that acts, and since when it has acted on the present program.
  struct Active {
    let fault: Fault
    let start: UInt64
  }

  /// Faults that act now.
  var active: [Active] = []
  /// When the latest one ended.
  var lastEnd: UInt64 = 0
  /// The seizure that goes on.
  var seizure: Scenario.Seizure?
  /// When a program started last; nil while none runs.
  var programStart: UInt64?
  /// Whether the whole program, or its deciding or storing thread, is held up.
  var isStopped = false
  var isDecideHung = false
  var isStoreStalled = false

  /// Whether a fault of a kind acts.
  func isActive(_ kind: FaultKind) -> Bool { active.contains { $0.fault.kind == kind } }

  /// Whether no fault acts and none has for so long.
  func isQuiet(for nanoseconds: UInt64, at now: UInt64) -> Bool {
    active.isEmpty && now > lastEnd + nanoseconds
  }

  /// Whether nothing is wrong and nothing was for so long, whatever people asked for.
  func isUndisturbed(for nanoseconds: UInt64, at now: UInt64) -> Bool {
    active.allSatisfy { $0.fault.kind.traits.reach == .people }
      && (lastDisturbanceEnd == 0 || now > lastDisturbanceEnd + nanoseconds)
  }

  /// When the latest fault ended that was nobody's act.
  var lastDisturbanceEnd: UInt64 = 0

  /// Whether state and log can be written.
  func isDiskTroubled(at now: UInt64) -> Bool {
    active.contains { $0.fault.kind.keepsFromWriting } || isStoreStalled || isStopped
      || now < lastDiskEnd + 25_000_000_000
  }

  /// When the latest fault of disk or storing thread ended.
  var lastDiskEnd: UInt64 = 0
}
