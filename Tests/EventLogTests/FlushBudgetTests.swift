import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@Suite struct FlushBudgetTests {
  private typealias DiskWriter = Writer<SimulatedDisk>

  private func stamps(_ milliseconds: UInt64) -> RecordStamps {
    RecordStamps(
      monotonicNanoseconds: milliseconds * 1_000_000,
      wallNanoseconds: 1_750_000_000_000_000_000 + Int64(milliseconds) * 1_000_000, wallState: .synchronised)
  }

  private func fault(_ phase: AlarmEvent.Phase) -> [UInt8] {
    Samples.bytes(of: FaultEvent(reason: .framesLost, phase: phase, sampleIndex: 1, detail: .framesLost(1)))
  }

  /// Five lost frames a second: a record for each beginning and end.
  @Test func aFrontEndThatFailsFiveTimesASecondKeepsToTheBudget() throws {
    let policy = LogPolicy(segmentBytes: 1 << 20, segmentLimit: 64)
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    let (raised, cleared) = (fault(.raised), fault(.cleared))
    let hours: UInt64 = 1
    for tenth in 0..<(hours * 36_000) {
      let body = tenth.isMultiple(of: 2) ? raised : cleared
      _ = try writer.append(.fault, body: body.span, stamps: stamps(100 * tenth))
    }
    #expect(writer.usage.flushes <= hours * UInt64(policy.flushesPerDay) / 24)
    // Opened anew, it counts the same, but for what openings cost.
    let today = Int(writer.usage.flushesToday)
    let again = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    #expect(abs(Int(again.usage.flushesToday) - today) <= 8)
  }

  @Test func theFirstFaultsOfAnHourAreDurableAtOnceAndAllWithinTheInterval() throws {
    var writer = try DiskWriter(opening: SimulatedDisk(), policy: LogPolicy(segmentBytes: 1 << 20))
    let body = fault(.raised)
    var unflushedSince: UInt64?
    for tenth in 0..<(6000 as UInt64) {
      let sequence = try writer.append(.fault, body: body.span, stamps: stamps(100 * tenth))
      if tenth < 60 { #expect(writer.acknowledged == sequence) }
      if writer.acknowledged == sequence { unflushedSince = nil }
      unflushedSince = unflushedSince ?? (writer.acknowledged < sequence ? tenth : nil)
      if let unflushedSince { #expect(tenth - unflushedSince <= 100, "10 s") }
    }
  }

  @Test func anAlarmIsDurableAtOnceWhateverTheBudget() throws {
    let policy = LogPolicy(segmentBytes: 1 << 20, flushIntervalSeconds: 10, flushesPerDay: 3)
    var writer = try DiskWriter(opening: SimulatedDisk(), policy: policy)
    let body = fault(.raised)
    for tenth in 0..<(500 as UInt64) {
      _ = try writer.append(.fault, body: body.span, stamps: stamps(100 * tenth))
    }
    for event in UInt32(1)...20 {
      let alarm = Samples.bytes(of: Samples.alarm(.raised, event: event, hop: 1))
      #expect(try writer.append(.alarm, body: alarm.span, stamps: stamps(60_000)) == writer.acknowledged)
    }
    #expect(writer.isOverBudget && writer.usage.deferredFlushes > 0)
  }
}
