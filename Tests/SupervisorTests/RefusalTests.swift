import Crypto
import EventLog
import LogSupport
import Simulation
import Station
import Supervisor
import Testing
import Vocabulary

@Suite struct RefusalTests {
  @Test func whyTheProgramDoesNotStartIsInTheLogWithItsBoot() throws {
    let storage = MemorySegmentStorage()
    let fault = FaultEvent(reason: .bundle, phase: .raised, sampleIndex: 0, detail: .bundle(.forged, 80))
    for _ in 0..<2 {
      Refusal.note(
        fault, boot: Samples.boot(0), stamps: LogKeeper.stamps(1), in: storage, hasher: SHA256Hasher.self)
    }
    var reader = LogReader(storage)
    var (boots, details) = ([UInt64](), [FaultDetail]())
    while let item = reader.next() {
      guard case .record(let record) = item else { continue }
      if record.kind == .boot { boots.append(try record.decoded(as: BootBody.self).bootNumber) }
      if record.kind == .fault { details.append(try record.decoded(as: FaultEvent.self).detail) }
    }
    #expect(boots == [1, 2] && details == [.bundle(.forged, 80), .bundle(.forged, 80)])
  }

  @Test func aDiskThatCannotBeWrittenStopsNothing() {
    let disk = SimulatedDisk()
    disk.writesUntilFailure = 0
    Refusal.note(
      FaultEvent(reason: .bundle, phase: .raised, sampleIndex: 0), boot: Samples.boot(0), stamps: LogKeeper.stamps(1),
      in: disk, hasher: SHA256Hasher.self)
    #expect(disk.flushes == 0)
  }
}
