import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

@Suite struct LogReaderTests {
  /// A log of three segments, the last one open.
  static let log: [UInt32: [UInt8]] = {
    let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 8)
    return (try? LogKeeper.log(decisions: 14, policy: policy).segmentBytes) ?? [:]
  }()

  @Test func aWholeLogHasNoFindings() {
    #expect(Self.log.count == 3)
    #expect(LogKeeper.findings(Self.log).isEmpty)
  }

  @Test(arguments: [1, 2, 3] as [UInt32])
  func everyChangedByteIsFoundAndItsFileNamed(segment: UInt32) throws {
    let bytes = try #require(Self.log[segment])
    let name = MemorySegmentStorage().name(of: segment)
    for index in bytes.indices {
      // One bit low or high, or all: a third of the places each.
      let change: UInt8 = [0x01, 0x80, 0xFF][index % 3]
      var changed = bytes
      changed[index] ^= change
      let findings = LogKeeper.findings(Self.log.merging([segment: changed]) { $1 })
      #expect(findings.contains { $0.file == name && $0.offset <= index }, "byte \(index) ^ \(change)")
    }
  }

  /// By an oracle of its own: a record is lost only if the bit lies in it, or in the check before it.
  @Test(arguments: [1, 3] as [UInt32])
  func anyBitChangedCostsNoOtherRecordAndIsFound(segment: UInt32) throws {
    let bytes = try #require(Self.log[segment])
    let records = RawLog.walk(bytes)
    for bit in 0..<(8 * bytes.count) {
      var changed = bytes
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      var reader = LogReader(MemorySegmentStorage(segmentBytes: [segment: changed]), isWhole: false)
      var (found, findings) = (Set<UInt64>(), 0)
      while let item = reader.next() {
        if case .record(let record) = item { found.insert(record.envelope.sequence) }
        if case .finding = item { findings += 1 }
      }
      #expect(findings > 0, "bit \(bit)")
      for record in records where !(record.place.lowerBound - 4..<record.place.upperBound).contains(bit / 8) {
        #expect(found.contains(record.sequence), "bit \(bit): record \(record.sequence) is lost")
      }
    }
  }

  @Test func aChangedByteCostsNoOtherRecord() throws {
    let records = LogKeeper.records(Self.log)
    for record in records {
      var bytes = try #require(Self.log[record.segment])
      bytes[record.offset + RecordEnvelope.headingBytes] ^= 0xFF
      let found = LogKeeper.records(Self.log.merging([record.segment: bytes]) { $1 })
      #expect(found == records.filter { $0.envelope.sequence != record.envelope.sequence })
    }
  }

  @Test func theDamagedRecordIsNamedByItsFirstByte() throws {
    let record = LogKeeper.records(Self.log)[4]
    var bytes = try #require(Self.log[record.segment])
    bytes[record.offset + 50] ^= 1
    let findings = LogKeeper.findings(Self.log.merging([record.segment: bytes]) { $1 })
    let first = try #require(findings.first)
    #expect(first.offset == record.offset)
    guard case .envelope(.check) = first.problem else {
      Issue.record("\(first)")
      return
    }
  }

  @Test func everyCutIsFoundAndItsFileNamed() throws {
    for (segment, bytes) in Self.log {
      for cut in 0..<bytes.count {
        let findings = LogKeeper.findings(Self.log.merging([segment: Array(bytes.prefix(cut))]) { $1 })
        #expect(findings.contains { $0.file == MemorySegmentStorage().name(of: segment) }, "segment \(segment), \(cut)")
      }
    }
  }

  @Test func aRemovedSegmentIsFound() {
    #expect(LogKeeper.findings(Self.log.filter { $0.key != 2 }).first?.problem == .segmentsMissing(first: 2, last: 2))
    let beginning = LogKeeper.findings(Self.log.filter { $0.key != 1 })
    #expect(beginning.map(\.problem) == [.beginningMissing(first: 2, latestExplained: 1)])
  }

  @Test func swappedAndDuplicatedSegmentsAreFound() {
    let swapped = LogKeeper.findings([1: Self.log[2] ?? [], 2: Self.log[1] ?? [], 3: Self.log[3] ?? []])
    #expect(swapped.contains { $0.problem == .misplaced(number: 2, expected: 1) })
    let duplicated = LogKeeper.findings(Self.log.merging([4: Self.log[3] ?? []]) { $1 })
    #expect(duplicated.contains { $0.problem == .misplaced(number: 3, expected: 4) })
    #expect(duplicated.contains { $0.problem == .notClosed })
  }

  @Test func aSegmentSetBackToAnOlderCopyIsFound() throws {
    // Every state that segment 2 had after each record, before it was closed.
    let second = LogKeeper.records(Self.log).filter { $0.segment == 2 }
    let bytes = try #require(Self.log[2])
    for record in second {
      let older = Array(bytes.prefix(record.offset)) + [UInt8](repeating: 0, count: bytes.count - record.offset)
      let findings = LogKeeper.findings(Self.log.merging([2: older]) { $1 })
      #expect(findings.contains { $0.problem == .notClosed }, "before record \(record.envelope.sequence)")
    }
  }

  @Test func aSegmentOfAnotherLogIsFound() throws {
    let other = try LogKeeper.log(decisions: 20, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 8)).segmentBytes
    var foreign = try #require(other[1])
    // The same log but for one time stamp, with checks that fit: as someone without the rest would make it.
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 8))
    for record in LogKeeper.records([1: foreign]) where record.kind != .closing {
      var stamps = record.envelope.stamps
      stamps.monotonicNanoseconds += 1
      _ = try writer.append(#require(record.kind), body: record.body.span, stamps: stamps)
    }
    _ = try writer.append(.decision, body: [UInt8](repeating: 0, count: 500).span, stamps: LogKeeper.stamps(99))
    foreign = try #require(storage.segmentBytes[1])
    #expect(LogKeeper.records([1: foreign]).last?.kind == .closing)
    let findings = LogKeeper.findings(Self.log.merging([1: foreign]) { $1 })
    #expect(findings.map(\.problem) == [.chain])
  }

  @Test func aBodyThatCannotBeReadIsFoundThoughItsChecksFit() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
    _ = try writer.append(.decision, body: [0, 9, 9].span, stamps: LogKeeper.stamps(0))
    let findings = LogKeeper.findings(storage.segmentBytes)
    #expect(findings.map(\.problem) == [.body(.decision, .version(found: 0))])
    #expect(findings.first?.offset == SegmentHeader.byteCount + RecordEnvelope.headingBytes)
  }

  @Test func randomBytesNeverTrapAReaderOrAWriter() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var log = Self.log
      for _ in 0..<Int.random(in: 1..<40, using: &generator) {
        let segment = UInt32.random(in: 1...3, using: &generator)
        log[segment]?[Int.random(in: 0..<1024, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      }
      #expect(LogKeeper.items(log).count > 0)
      let storage = MemorySegmentStorage(segmentBytes: log)
      var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogKeeper.policy)
      let body = Samples.bytes(of: Samples.boot(writer.nextBoot))
      let sequence = try writer.append(.boot, body: body.span, stamps: LogKeeper.stamps(0))
      #expect(LogKeeper.records(storage.segmentBytes).last?.envelope.sequence == sequence)
    }
  }
}
