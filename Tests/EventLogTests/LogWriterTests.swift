import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@Suite struct LogWriterTests {
  let decision = Samples.bytes(of: Samples.decision(hop: 1))
  let alarm = Samples.bytes(of: Samples.alarm(.raised, event: 1, hop: 1))

  @Test func alarmsAreDurableAtOnceAndDecisionsAfterTheInterval() throws {
    let disk = SimulatedDisk()
    var writer = try Writer<SimulatedDisk>(
      opening: disk, policy: LogPolicy(segmentBytes: 4096, flushIntervalSeconds: 10))
    for second in 0..<10 as Range<UInt64> {
      _ = try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(second))
      #expect(writer.acknowledged == 0)
    }
    #expect(try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(10)) == 11)
    #expect(writer.acknowledged == 11)
    _ = try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(11))
    #expect(writer.acknowledged == 11)
    _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(11))
    #expect(writer.acknowledged == 13)
  }

  @Test func sequencesGoOnWithoutGapsOverSegments() throws {
    let log = try LogKeeper.log(decisions: 50).segmentBytes
    let records = LogKeeper.records(log)
    #expect(records.map(\.envelope.sequence) == (1...UInt64(records.count)).map { $0 })
    #expect(log.count > 5)
    #expect(records.filter { $0.kind == .closing }.count == log.count - 1)
    #expect(LogKeeper.findings(log).isEmpty)
  }

  @Test func aFullLogDropsItsOldestSegmentAndSaysSo() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 3))
    #expect(try writer.firstSequence() == 1)
    for second in 0..<60 as Range<UInt64> {
      _ = try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(second))
    }
    #expect(storage.segmentBytes.count == 3)
    #expect(writer.usage.droppedSegments > 0)
    #expect(writer.firstSegment == writer.usage.droppedSegments + 1)
    let first = try #require(LogKeeper.records(storage.segmentBytes).first)
    #expect(try writer.firstSequence() == first.envelope.sequence)
    #expect(LogKeeper.findings(storage.segmentBytes).isEmpty)
  }

  @Test func bytesAndFlushesAreCountedPerDay() throws {
    let disk = SimulatedDisk()
    var writer = try Writer<SimulatedDisk>(opening: disk, policy: LogPolicy(segmentBytes: 4096))
    let opened = writer.usage
    #expect(opened.bytes == UInt64(SegmentHeader.byteCount) && opened.flushes == 1)
    _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(0))
    let recordBytes = UInt64(RecordEnvelope.overheadBytes + alarm.count)
    #expect(writer.usage.bytesToday == opened.bytes + recordBytes)
    #expect(writer.usage.flushesToday == 2 && disk.flushes == 2)
    _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(86_400))
    #expect(writer.usage.bytesToday == recordBytes && writer.usage.flushesToday == 1)
    #expect(writer.usage.bytes == opened.bytes + 2 * recordBytes && writer.usage.flushes == 3)
  }

  @Test func overTheByteBudgetClipsAreRefusedAndAlarmsAreNot() throws {
    var writer = try Writer<MemorySegmentStorage>(
      opening: MemorySegmentStorage(), policy: LogPolicy(segmentBytes: 4096, bytesPerDay: 200))
    _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(0))
    let isOverBudget = writer.isOverBudget
    #expect(isOverBudget)
    #expect(throws: LogFault.budgetSpent(.clip)) {
      try writer.append(.clip, body: Samples.clip(event: 1, hop: 1).span, stamps: LogKeeper.stamps(1))
    }
    #expect(writer.usage.refused == 1)
    #expect(try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(2)) == 2)
    #expect(try writer.append(.clip, body: Samples.clip(event: 1, hop: 1).span, stamps: LogKeeper.stamps(86_400)) == 3)
  }

  @Test func overTheFlushBudgetOnlyUrgentRecordsAreFlushed() throws {
    var writer = try Writer<MemorySegmentStorage>(
      opening: MemorySegmentStorage(),
      policy: LogPolicy(segmentBytes: 4096, flushIntervalSeconds: 1, flushesPerDay: 1))
    for second in 0..<5 as Range<UInt64> {
      _ = try writer.append(.decision, body: decision.span, stamps: LogKeeper.stamps(second))
    }
    #expect(writer.acknowledged == 0 && writer.usage.deferredFlushes == 4)
    _ = try writer.append(.alarm, body: alarm.span, stamps: LogKeeper.stamps(5))
    #expect(writer.acknowledged == 6)
  }

  @Test func aBodyThatNoSegmentHoldsIsRefused() throws {
    var writer = try Writer<MemorySegmentStorage>(opening: MemorySegmentStorage(), policy: LogKeeper.policy)
    let limit = 1024 - SegmentHeader.byteCount - 2 * RecordEnvelope.overheadBytes - ClosingBody.byteCount
    let longest = [UInt8](repeating: 7, count: limit)
    #expect(try writer.append(.clip, body: longest.span, stamps: LogKeeper.stamps(0)) == 1)
    #expect(throws: LogFault.bodyTooLong(found: limit + 1, limit: limit)) {
      try writer.append(.clip, body: (longest + [7]).span, stamps: LogKeeper.stamps(0))
    }
  }

  @Test(arguments: [
    LogPolicy(segmentBytes: 511), LogPolicy(segmentLimit: 1), LogPolicy(segmentBytes: .max),
  ])
  func aPolicyThatCannotBeKeptIsRefused(_ policy: LogPolicy) {
    var fault: LogFault?
    do throws(LogFault) {
      _ = try Writer<MemorySegmentStorage>(opening: MemorySegmentStorage(), policy: policy)
    } catch {
      fault = error
    }
    #expect(fault == .policy)
  }
}
