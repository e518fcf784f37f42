import Synchronization
import Vocabulary

/// A queue of records, and of parts of what is kept over restarts, from the thread that decides to the one that stores,
/// of fixed room: records that do not fit are
/// counted, never waited for. What is added shows only once it is committed, so that alarm lines are set first.
@safe
public struct RecordRing: ~Copyable, @unchecked Sendable {
  /// Bytes that stand before each body: its length, its kind and its time.
  public static let headingBytes = 16

  private let mask: UInt32
  private let memory: MappedMemory
  private let bytes: UnsafeMutablePointer<UInt8>
  // Counts of bytes go on and on, and wrap. Up to `staged` is written, up to `committed` may be read.
  private let staged: Atomic<UInt32>
  private let committed: Atomic<UInt32>
  private let taken: Atomic<UInt32>
  private let refusedCount = Atomic<UInt32>(0)

  /// Creates an empty ring.
  ///
  /// - Parameter byteCount: Its room: a power of two.
  /// - Throws: `SystemFault` if there is no memory.
  public init(byteCount: Int) throws(SystemFault) {
    try self.init(byteCount: byteCount, count: 0)
  }

  /// Creates an empty ring that has already moved `count` bytes.
  init(byteCount: Int, count: UInt32) throws(SystemFault) {
    precondition(byteCount > 0 && byteCount & (byteCount - 1) == 0 && byteCount <= 1 << 30)
    mask = UInt32(byteCount - 1)
    staged = Atomic(count)
    committed = Atomic(count)
    taken = Atomic(count)
    memory = try MappedMemory(byteCount: byteCount)
    // The mapping is as long as the ring.
    unsafe bytes = memory.start.bindMemory(to: UInt8.self, capacity: byteCount)
  }

  /// Records that did not fit.
  public var refused: UInt32 { refusedCount.load(ordering: .relaxed) }

  /// Bytes waiting.
  public var waitingBytes: Int {
    Int(committed.load(ordering: .acquiring) &- taken.load(ordering: .acquiring))
  }

  /// Adds a record; it shows with the next commit. Only ever called by one thread.
  public func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    if !add(kind.rawValue, body, monotonicNanoseconds) { refusedCount.wrappingAdd(1, ordering: .relaxed) }
  }

  /// Adds a part of what is kept; it shows with the next commit. Only ever called by the same thread.
  ///
  /// - Returns: Whether it fitted.
  public func emit(_ part: KeptPart, content: Span<UInt8>) -> Bool { add(Self.partMark | part.rawValue, content, 0) }

  private static let partMark: UInt8 = 0x80

  private func add(_ kind: UInt8, _ body: Span<UInt8>, _ monotonicNanoseconds: UInt64) -> Bool {
    let needed = UInt32(Self.headingBytes + body.count)
    var next = staged.load(ordering: .relaxed)
    guard next &- taken.load(ordering: .acquiring) + needed <= mask else { return false }
    put(UInt64(body.count) | UInt64(kind) << 32, at: &next)
    put(monotonicNanoseconds, at: &next)
    for index in body.indices { put(body[index], at: &next) }
    staged.store(next, ordering: .relaxed)
    return true
  }

  /// Hands over what was added.
  ///
  /// - Returns: Whether there was anything.
  public func commit() -> Bool {
    let next = staged.load(ordering: .relaxed)
    guard committed.load(ordering: .relaxed) != next else { return false }
    committed.store(next, ordering: .releasing)
    return true
  }

  private func put(_ number: UInt64, at next: inout UInt32) {
    for shift in 0..<8 { put(UInt8(truncatingIfNeeded: number >> UInt64(8 * shift)), at: &next) }
  }

  private func put(_ byte: UInt8, at next: inout UInt32) {
    // The place is the adding thread's until it is committed, and masked to the ring's length.
    unsafe bytes[Int(next & mask)] = byte
    next &+= 1
  }

  /// Copies the oldest record's body, or part's content, without taking it; only ever called by one thread.
  ///
  /// - Parameter body: Emptied and filled.
  /// - Returns: What stands before it, or nil if nothing waits.
  public func peek(into body: inout ByteBuffer) -> RecordHeading? {
    let start = taken.load(ordering: .relaxed)
    guard start != committed.load(ordering: .acquiring) else { return nil }
    let first = number(at: start)
    let number = UInt8(truncatingIfNeeded: first >> 32)
    let count = UInt32(truncatingIfNeeded: first)
    body.removeAll()
    for index in 0..<count { body.append(byte(at: start &+ UInt32(Self.headingBytes) &+ index)) }
    if number & Self.partMark != 0, let part = KeptPart(rawValue: number & ~Self.partMark) {
      return RecordHeading(part: part, bodyBytes: Int(count))
    }
    guard let kind = RecordKind(rawValue: number) else { preconditionFailure("the ring holds what was put into it") }
    return RecordHeading(kind: kind, monotonicNanoseconds: self.number(at: start &+ 8), bodyBytes: Int(count))
  }

  /// Takes what was peeked at.
  public func remove(_ heading: RecordHeading) {
    taken.wrappingAdd(UInt32(Self.headingBytes + heading.bodyBytes), ordering: .releasing)
  }

  private func number(at offset: UInt32) -> UInt64 {
    var number: UInt64 = 0
    for index in UInt32(0)..<8 { number |= UInt64(byte(at: offset &+ index)) << UInt64(8 * index) }
    return number
  }

  private func byte(at offset: UInt32) -> UInt8 {
    // Committed bytes are the taking thread's, and the place is masked to the ring's length.
    unsafe bytes[Int(offset & mask)]
  }
}
