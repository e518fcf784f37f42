import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct RecoveryTests {
  /// What recovery must do with a log of which everything from some byte on is gone.
  static func expectRecovery(_ segments: [UInt32: [UInt8]], keeping whole: [LogRecord], _ place: String) throws {
    let storage = MemorySegmentStorage(segmentBytes: segments)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
    let kept = UInt64(whole.count)
    #expect(writer.acknowledged == kept, "\(place)")
    let body = Samples.bytes(of: Samples.boot(writer.nextBoot))
    let sequence = try writer.append(.boot, body: body.span, stamps: LogKeeper.stamps(99))
    #expect(writer.acknowledged == sequence, "\(place)")
    let items = LogKeeper.items(storage.segmentBytes)
    let records = items.compactMap { if case .record(let record) = $0 { record } else { nil } }
    #expect(Array(records.prefix(whole.count)) == whole, "\(place)")
    #expect(records.last?.envelope.sequence == sequence, "\(place)")
    let findings = items.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
    #expect(findings.isEmpty, "\(place): \(findings)")
  }

  @Test func aLogCutAtEveryByteKeepsEveryRecordBeforeTheCutAndGoesOn() throws {
    let log = try LogKeeper.log(decisions: 12).segmentBytes
    let last = try #require(log.keys.max())
    #expect(last >= 2)
    let records = LogKeeper.records(log)
    for segment in 1...last {
      let earlier = log.filter { $0.key < segment }
      let bytes = try #require(log[segment])
      let whole = records.filter { $0.segment < segment }
      for cut in 0...bytes.count {
        let kept = records.filter { $0.segment == segment && $0.offset + $0.envelope.recordBytes <= cut }
        let cutFile = earlier.merging([segment: Array(bytes.prefix(cut))]) { $1 }
        try Self.expectRecovery(cutFile, keeping: whole + kept, "file of segment \(segment) cut at \(cut)")
      }
    }
  }

  @Test func aLogWhoseBytesFromSomePlaceOnWereNeverWrittenKeepsEveryRecordBeforeIt() throws {
    let log = try LogKeeper.log(decisions: 12).segmentBytes
    let last = try #require(log.keys.max())
    let records = LogKeeper.records(log)
    let bytes = try #require(log[last])
    for cut in 0...bytes.count {
      let kept = records.filter { $0.segment < last || $0.offset + $0.envelope.recordBytes <= cut }
      let zeros = [UInt8](repeating: 0, count: bytes.count - cut)
      let cutLog = log.merging([last: bytes.prefix(cut) + zeros]) { $1 }
      try Self.expectRecovery(cutLog, keeping: kept, "segment \(last) zero from \(cut) on")
    }
  }

  @Test func aRecordDamagedInTheMiddleOfTheLastSegmentCostsThatRecordOnly() throws {
    var log = try LogKeeper.log(decisions: 2).segmentBytes
    let records = LogKeeper.records(log)
    #expect(records.count == 4)
    log[1]?[records[1].offset + 40] ^= 0x10
    let storage = MemorySegmentStorage(segmentBytes: log)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
    let recovery = writer.recovery
    #expect(recovery.leftDamagedSegment)
    #expect(storage.segmentBytes[1] == log[1])
    let body = Samples.bytes(of: Samples.boot(writer.nextBoot))
    #expect(try writer.append(.boot, body: body.span, stamps: LogKeeper.stamps(9)) == 5)
    let sequences = LogKeeper.records(storage.segmentBytes).map(\.envelope.sequence)
    #expect(sequences == [1, 3, 4, 5])
  }

  @Test func whatATornWriteLeftIsTakenAwayAndCounted() throws {
    var log = try LogKeeper.log(decisions: 2).segmentBytes
    let lastRecord = try #require(LogKeeper.records(log).last)
    let end = lastRecord.offset + lastRecord.envelope.recordBytes
    for index in 0..<10 { log[1]?[end + index] = 0xAA }
    let storage = MemorySegmentStorage(segmentBytes: log)
    let writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
    #expect(writer.recovery.bytesDiscarded == 10)
    #expect(writer.recovery.recordsKept == 4)
    #expect(LogKeeper.findings(storage.segmentBytes).isEmpty)
  }

  @Test func bootsAreCountedOverRestartsAndSegments() throws {
    let storage = MemorySegmentStorage()
    for boot in 1...20 as ClosedRange<UInt64> {
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
      #expect(writer.nextBoot == boot)
      let body = Samples.bytes(of: Samples.boot(writer.nextBoot))
      _ = try writer.append(.boot, body: body.span, stamps: LogKeeper.stamps(boot))
    }
    #expect(storage.segmentBytes.count > 1)
    #expect(LogKeeper.findings(storage.segmentBytes).isEmpty)
  }

  @Test func recordsOfAnOlderWriteBehindTheEndAreNeverTakenForNewOnes() throws {
    // Two records of equal length are written; the first is lost and written anew, the second is what is left of the
    // old write.
    let storage = MemorySegmentStorage()
    let first = Samples.bytes(of: Samples.decision(hop: 0))
    let later = Samples.bytes(of: Samples.decision(hop: 1))
    let other = Samples.bytes(of: Samples.decision(hop: 2))
    do {
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
      _ = try writer.append(.decision, body: first.span, stamps: LogKeeper.stamps(0))
      _ = try writer.append(.decision, body: later.span, stamps: LogKeeper.stamps(1))
    }
    let old = try #require(storage.segmentBytes[1])
    let second = try #require(LogKeeper.records(storage.segmentBytes).last)
    let anew = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: anew, policy: LogKeeper.policy)
    _ = try writer.append(.decision, body: other.span, stamps: LogKeeper.stamps(0))
    var mixed = try #require(anew.segmentBytes[1])
    mixed.replaceSubrange(second.offset..., with: old[second.offset...])
    #expect(LogKeeper.records([1: mixed]).count == 1)
  }
}
