import Simulation
import Vocabulary

/// A fault that nothing else disturbs is recorded with one of the reasons that are right.
struct ReasonOracle {
  private struct Watched {
    let fault: Fault
    var reasons: Set<UInt16> = []
    var isAlone: Bool
    let start: UInt64
  }

  private var watched: [Watched] = []

  mutating func began(_ fault: Fault, _ bed: VirtualBed) {
    let isAlone =
      bed.truth.active.count == 1 && (bed.truth.lastEnd == 0 || bed.now > bed.truth.lastEnd + 60_000_000_000)
    let patience: UInt64 = fault.kind == .modelStuck ? 75_000_000_000 : 30_000_000_000
    let hasRun = bed.truth.programStart.map { bed.now > $0 + patience } ?? false
    for index in watched.indices { watched[index].isAlone = false }
    watched.append(Watched(fault: fault, isAlone: isAlone && hasRun, start: bed.now))
  }

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed) {
    let body = RawBody(record.body)
    let reason: UInt64?
    switch record.kind {
    case .fault: reason = record.body[1] == 1 ? body.number(at: 2, bytes: 2) : nil
    case .alarm: reason = record.body[2] == 1 ? body.number(at: 3, bytes: 2) : nil
    default: reason = nil
    }
    guard let reason else { return }
    for index in watched.indices { watched[index].reasons.insert(UInt16(reason)) }
  }

  mutating func ended(_ fault: Fault, _ bed: VirtualBed, _ findings: inout Findings) {
    guard let index = watched.firstIndex(where: { $0.fault == fault }) else { return }
    let found = watched.remove(at: index)
    let right = Self.reasons(of: fault)
    guard found.isAlone && !right.isEmpty, let detection = fault.kind.traits.detection,
      fault.seconds > detection + 2, bed.truth.programStart.map({ $0 < found.start }) == true
    else { return }
    guard found.reasons.isDisjoint(with: right.map(\.rawValue)) else { return }
    let names = found.reasons.compactMap { ReasonCode(rawValue: $0).map { "\($0)" } }.sorted()
    findings.add(.reason, "\(fault): recorded with \(names.isEmpty ? "no reason" : names.joined(separator: ", "))")
  }

  private static func reasons(of fault: Fault) -> Set<ReasonCode> {
    switch fault.kind {
    case .notEEG: Disturbance.total[fault.variant].reasons
    case .interrupted: Disturbance.partial[fault.variant].reasons
    default: fault.kind.traits.reasons
    }
  }
}
