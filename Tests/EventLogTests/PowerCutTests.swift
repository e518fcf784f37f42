import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@Suite struct PowerCutTests {
  @Test(arguments: 0..<100 as Range<UInt64>)
  func noAcknowledgedRecordIsLostHoweverUnflushedWritesAreTorn(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let disk = SimulatedDisk()
    var acknowledged: [UInt64: [UInt8]] = [:]
    for life in 0..<8 as Range<UInt64> {
      var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogKeeper.policy)
      var written: [UInt64: [UInt8]] = [:]
      #expect(writer.acknowledged >= acknowledged.keys.max() ?? 0)
      for step in 0..<UInt64.random(in: 1..<25, using: &generator) {
        let hop = life * 100 + step
        let body = Samples.bytes(of: Samples.decision(hop: hop, score: Int64(seed)))
        let sequence = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(hop))
        written[sequence] = body
        if Int.random(in: 0..<10, using: &generator) == 0 { try writer.flush() }
      }
      for (sequence, body) in written where sequence <= writer.acknowledged { acknowledged[sequence] = body }
      disk.cutPower(&generator)
      let found = Dictionary(
        LogKeeper.records(disk.visible).map { ($0.envelope.sequence, $0.body) }, uniquingKeysWith: { $1 })
      for (sequence, body) in acknowledged { #expect(found[sequence] == body, "record \(sequence), life \(life)") }
    }
  }
}
