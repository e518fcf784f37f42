import EventLog
import LogSupport
import Simulation
import Station
import Testing
import Vocabulary

/// Files in the log's folder that the log did not make: nothing of the log is lost for them, and the start stays quick.
@Suite struct StrayFileTests {
  private static let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 4)
  private static let empty = [UInt8](repeating: 0, count: 1024)

  private func append(_ storage: MemorySegmentStorage) throws -> UInt64 {
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: Self.policy)
    let body = Samples.bytes(of: Samples.decision(hop: 20))
    var sequence: UInt64 = 0
    for second in 20..<40 as Range<UInt64> {
      sequence = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try writer.flush()
    return sequence
  }

  @Test(arguments: [7, 90_000_000, 99_999_999] as [UInt32], [0, 1] as [Int])
  func anEmptyOrForeignFileFarBehindIsPassedOver(number: UInt32, content: Int) throws {
    let storage = try LogKeeper.log(decisions: 14, policy: Self.policy)
    #expect(storage.numbers == [1, 2, 3])
    storage.segmentBytes[number] = content == 0 ? Self.empty : [UInt8](repeating: 0x5A, count: 1024)
    let foreign = storage.segmentBytes[number]
    let first = try #require(LogKeeper.records(storage.segmentBytes.filter { $0.key < 4 }).last?.envelope.sequence)
    let last = try append(storage)
    #expect(last > first)
    #expect(storage.segmentBytes[number] == foreign || number == 7)
    let own = LogKeeper.records(storage.segmentBytes.filter { $0.key != number }).map(\.envelope.sequence)
    #expect(own.contains(last) && zip(own, own.dropFirst()).allSatisfy { $0 + 1 == $1 })
  }

  /// A whole segment of the highest number there is.
  @Test func theHighestNumberIsNotGoneOnFrom() throws {
    let storage = try LogKeeper.log(decisions: 14, policy: Self.policy)
    let highest = SegmentHeader.highestNumber
    storage.segmentBytes[highest] = Array(RawLog(number: highest, segmentBytes: 1024).bytes)
    _ = try append(storage)
    #expect(storage.numbers.last == highest && storage.numbers.dropLast().allSatisfy { $0 > 0 && $0 < 100 })
    // Alone it is where a log ends for good: a fault, and no segment 0.
    let alone = MemorySegmentStorage(segmentBytes: [highest: RawLog(number: highest, segmentBytes: 512).bytes])
    #expect(throws: LogFault.self) { try append(alone) }
    #expect(alone.numbers == [highest])
  }

  /// Two segments with 90 million numbers between them: the work is that of the files, not of the numbers.
  @Test func numbersThatAreNotThereCostNothing() throws {
    let storage = MemorySegmentStorage(segmentBytes: [
      1: Self.empty, 90_000_000: RawLog(number: 90_000_000, segmentBytes: 1024).bytes,
    ])
    let counting = CountingStorage(storage)
    var writer = try Writer<CountingStorage>(opening: counting, policy: Self.policy)
    let body = Samples.bytes(of: Samples.decision(hop: 20))
    for second in 0..<40 as Range<UInt64> {
      _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(second))
    }
    #expect(counting.removals <= 10)
    #expect(storage.numbers.first.map { $0 >= 90_000_000 } == true)
  }

  @Test func aLimitThatWasLoweredIsReachedStepByStep() throws {
    let storage = try LogKeeper.log(decisions: 200, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 64))
    let before = storage.numbers.count
    #expect(before > 20)
    let counting = CountingStorage(storage)
    var writer = try Writer<CountingStorage>(opening: counting, policy: Self.policy)
    #expect(counting.removals <= 8)
    let body = Samples.bytes(of: Samples.decision(hop: 20))
    for second in 0..<80 as Range<UInt64> {
      _ = try writer.append(.decision, body: body.span, stamps: LogKeeper.stamps(second))
    }
    #expect(storage.numbers.count <= 4)
  }
}

/// Counts what is removed.
private final class CountingStorage: SegmentStorage {
  private let storage: MemorySegmentStorage
  private(set) var removals = 0

  init(_ storage: MemorySegmentStorage) { self.storage = storage }

  func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { try storage.segments(through: last) }

  func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    try storage.prepare(segment: segment, byteCount: byteCount)
  }

  func remove(segment: UInt32) throws(StorageFault) {
    removals += 1
    try storage.remove(segment: segment)
  }

  func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    try storage.read(segment: segment, at: offset, count: count, into: &bytes)
  }

  func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    try storage.write(bytes, segment: segment, at: offset)
  }

  func flush(segment: UInt32) throws(StorageFault) { try storage.flush(segment: segment) }
}
