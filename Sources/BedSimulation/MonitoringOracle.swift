import Bundle

/// The line that says all is well changes while nothing calls and hops are judged, and rests as soon as a line calls.
struct MonitoringOracle {
  private static let quietNanoseconds: UInt64 = 60_000_000_000

  func observe(_ bed: VirtualBed, _ findings: inout Findings) {
    let pins = bed.ports.pins
    guard let start = bed.truth.programStart, pins.isDriven, !pins.isTroubled else { return }
    let isCalling = pins.isActive(.alarm) || pins.isActive(.fault)
    if isCalling && pins.isActive(.monitoring) { findings.add(.monitoring, "all is well, it says, and a line calls") }
    let quietSince = max(start, pins.callEnd, bed.truth.lastEnd, bed.oracles.bed.lastStandby) + Self.quietNanoseconds
    guard !isCalling, bed.truth.active.isEmpty, bed.now > quietSince else { return }
    if bed.now > pins.lastBlink + 3_000_000_000 {
      findings.add(.monitoring, "all is well, and nothing says so for 3 s")
    }
  }
}
