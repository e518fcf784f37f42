import Simulation

/// What was durable stays; an alarm's record is durable soon; what was handed over to a program that ends well is in
/// the log.
struct LogOracle {
  private struct Alarm {
    let body: [UInt8]
    let time: UInt64
    let committed: UInt64
  }

  private var alarms: [Alarm] = []
  private var committed: [RecordRoom.Record] = []
  private var isDoubtful = false

  mutating func take(_ record: RecordRoom.Record, _ bed: VirtualBed) {
    committed.append(record)
    if record.kind == .alarm { alarms.append(Alarm(body: record.body, time: record.time, committed: bed.now)) }
    if bed.truth.isDiskTroubled(at: bed.now) { isDoubtful = true }
  }

  mutating func restart() {
    committed.removeAll(keepingCapacity: true)
    isDoubtful = false
  }

  /// A program is gone: alarms that were just handed over, or could not be written, need not have got to the disk.
  mutating func programEnded(_ bed: VirtualBed) {
    if bed.truth.isDiskTroubled(at: bed.now) {
      // A minute of trouble, and as long again as it is counted as one afterwards.
      alarms.removeAll { $0.committed + 90_000_000_000 > bed.now }
    } else {
      alarms.removeAll { $0.committed + 3_000_000_000 > bed.now }
    }
  }

  /// The log as a new program finds it.
  mutating func checkPromises(_ bed: VirtualBed, _ findings: inout Findings) {
    if let segment = bed.ports.disk.brokenPromise {
      findings.add(.log, "records of segment \(segment) that were durable are gone or changed")
    }
    guard !bed.ports.disk.isDamaged else { return }
    let held = Self.bodies(bed, kinds: [4])
    for alarm in alarms where !held.contains(where: { $0.time == alarm.time && $0.body == alarm.body }) {
      findings.add(.log, "an alarm's record did not get to the disk")
    }
    alarms.removeAll()
  }

  /// The program has ended well.
  mutating func finish(_ bed: VirtualBed, _ findings: inout Findings) {
    guard bed.program != nil, !bed.ports.disk.isDamaged, !isDoubtful, !bed.truth.isDiskTroubled(at: bed.now),
      bed.ports.records.refused == 0
    else { return }
    let held = Self.bodies(bed, kinds: Set(2...13).subtracting([11]))
    let tail = held.suffix(committed.count)
    guard tail.count == committed.count else {
      findings.add(.log, "\(committed.count) records were handed over, the log has \(held.count)")
      return
    }
    for (found, record) in zip(tail, committed)
    where found.body != record.body || found.kind != record.kind?.rawValue {
      findings.add(.log, "a record in the log is not the one that was handed over")
    }
  }

  private static func bodies(_ bed: VirtualBed, kinds: Set<UInt8>) -> [(kind: UInt8, time: UInt64, body: [UInt8])] {
    var found: [(kind: UInt8, time: UInt64, body: [UInt8])] = []
    for (_, bytes) in bed.ports.disk.visible.sorted(by: { $0.key < $1.key }) {
      for record in RawLog.walk(bytes) where kinds.contains(record.kind) {
        let heading = RawBody(Array(bytes[record.place.prefix(32)]))
        let body = bytes[record.place.lowerBound + 32..<record.place.upperBound - 4]
        found.append((record.kind, heading.number(at: 16, bytes: 8) ?? 0, Array(body)))
      }
    }
    return found
  }
}
