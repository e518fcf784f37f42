import Bundle

/// A minute after the last fault the device monitors again, and says so; without a fault it does not begin anew.
struct LivenessOracle {
  private static let nanoseconds: UInt64 = 60_000_000_000

  private var lastJudged: UInt64 = 0

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed, quorum: Int) {
    guard record.kind == .decision, let usable = RawBody(record.body).number(at: 44, bytes: 4) else { return }
    if usable.nonzeroBitCount >= quorum && record.body[1] != 0 { lastJudged = bed.now }
  }

  mutating func started(_ bed: VirtualBed, _ findings: inout Findings) {
    // Whoever starts it again waits up to half a minute, and the watchdog as long as that and a boot.
    guard bed.now > VirtualBed.epoch, bed.truth.isQuiet(for: Self.nanoseconds, at: bed.now) else { return }
    findings.add(.liveness, "the program began anew, and nothing was wrong")
  }

  mutating func observe(_ bed: VirtualBed, _ findings: inout Findings) {
    guard bed.truth.isQuiet(for: Self.nanoseconds, at: bed.now) else { return }
    let start = bed.truth.programStart ?? VirtualBed.epoch
    guard bed.now > max(start, VirtualBed.epoch) + Self.nanoseconds else { return }
    let pins = bed.ports.pins
    if bed.truth.programStart == nil { findings.add(.liveness, "no program runs") }
    if pins.isActive(.fault) { findings.add(.liveness, "the fault line still calls") }
    if bed.now > lastJudged + 3_000_000_000 { findings.add(.liveness, "no hop has been judged for 3 s") }
    if bed.now > pins.lastBeat + 3_000_000_000 { findings.add(.liveness, "the heart has not beaten for 3 s") }
  }
}
