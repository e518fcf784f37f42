import Vocabulary

/// An append-only log in fixed-size segments, without allocation.
///
/// Records are numbered without gaps; a record is acknowledged once it is durable. Each segment's header repeats the
/// digest of the segment before it. When the log is full its oldest segment is dropped, which shows in `firstSegment`
/// and `LogUsage.droppedSegments`.
public struct LogWriter<Storage: SegmentStorage & ~Copyable, Hasher: Hashing>: ~Copyable {
  /// The policy it was opened with.
  public let policy: LogPolicy
  /// What it has written since it was opened.
  public internal(set) var usage = LogUsage()
  /// What was found when it was opened.
  public internal(set) var recovery = LogRecovery()
  /// The sequence up to which all records are durable, 0 for none.
  public internal(set) var acknowledged: UInt64 = 0
  /// The state of the key after the newest durable seal, to be kept over restarts; nil if the log is not sealed. What
  /// is kept never runs ahead of what is durable in the log, so that no cut of the power makes an epoch be missing.
  public internal(set) var durableSeal: SealState?
  /// The sequence that the next record gets, unless a segment has to be closed before it.
  public internal(set) var nextSequence: UInt64 = 1

  var storage: Storage
  var buffer = RecordBuffer()
  var range = SegmentRange()
  var boots: UInt64 = 0

  // The segment being written.
  var segment: UInt32 = 0
  var segmentBytes: UInt32 = 0
  var hasher = Hasher()
  var recordCount: UInt32 = 0
  var isClosed = true
  var previousDigest = Digest()
  var isSealed = false
  var offset = 0
  var check: UInt32 = 0
  /// Where bytes that a failed write may have left end.
  var usedEnd = 0

  // What is durable of it.
  var flushedOffset = 0
  var flushedCheck: UInt32 = 0
  var hasFailedFlush = false
  /// Flushes that failed in a row.
  var failedFlushes: UInt16 = 0
  var lostSequence: UInt64?

  // The key that vouches for the log.
  var seal: SealState?
  /// Sequence of the newest seal; a sealed closing record is one.
  var sealedSequence: UInt64 = 0
  var latestStamps = RecordStamps(monotonicNanoseconds: 0)

  // Times of the monotonic clock.
  var latestNanoseconds: UInt64 = 0
  var flushNanoseconds: UInt64?
  var day = WriteDay()

  /// Opens a log and recovers it: every whole record is kept, an unfinished one at its end is taken away, and sequence
  /// and chain go on.
  ///
  /// - Parameters:
  ///   - storage: Where the segments lie; an empty one becomes a new log.
  ///   - policy: Sizes and limits. A segment begun with other sizes keeps them.
  ///   - seal: The key's state as it was kept; it is brought up to the log's newest seal. Nil: the log is not sealed.
  ///   - isInDoubt: Whether the last flush failed: what can be read of the last segment is then written again.
  /// - Throws: `LogFault.policy` or `.storage`.
  public init(
    opening storage: consuming Storage, policy: LogPolicy = LogPolicy(), seal: SealState? = nil,
    isInDoubt: Bool = false
  ) throws(LogFault) {
    self.policy = policy
    self.seal = seal
    self.storage = storage
    guard policy.isUsable else { throw .policy }
    do throws(StorageFault) { try recover(isInDoubt: isInDoubt) } catch { throw .storage(error) }
    durableSeal = self.seal
  }

  /// The oldest segment kept.
  public var firstSegment: UInt32 { range.first }

  /// The number that the next boot record bears, from 1.
  public var nextBoot: UInt64 { boots + 1 }

  /// Whether a day's budget is spent.
  public var isOverBudget: Bool {
    usage.bytesToday >= policy.bytesPerDay || usage.flushesToday >= policy.flushesPerDay
  }

  /// Appends a record; makes it durable at once if `LogPolicy` says so or a flush is due.
  ///
  /// - Parameters:
  ///   - kind: What the body holds; neither `closing` nor `seal`.
  ///   - body: The canonical body.
  ///   - stamps: When it was made.
  /// - Returns: The record's sequence. It is durable once `acknowledged` has reached it.
  /// - Throws: `LogFault`. After `unflushed` the record is in the log, after any other it is not and may be appended
  ///   again.
  public mutating func append(
    _ kind: RecordKind, body: Span<UInt8>, stamps: RecordStamps
  ) throws(LogFault) -> UInt64 {
    precondition(kind != .closing && kind != .seal)
    if let lostSequence { throw .lost(sequence: lostSequence) }
    let limit = LogPolicy.longestBody(segmentBytes: policy.segmentBytes, isSealed: seal != nil)
    guard body.count <= limit else { throw .bodyTooLong(found: body.count, limit: limit) }
    note(stamps)
    guard usage.bytesToday < policy.bytesPerDay || !LogPolicy.isExpendable(kind) else {
      usage.refused += 1
      throw .budgetSpent(kind)
    }
    try makeRoom(for: body.count, stamps: stamps)
    do throws(StorageFault) { try write(kind, body: body, stamps: stamps) } catch { throw .storage(error) }
    let sequence = nextSequence - 1
    if needsFlush(kind) { try flush() }
    return sequence
  }

  /// Makes every record durable.
  ///
  /// - Throws: `LogFault.unflushed` if it cannot be done now, `.lost` if records are gone.
  public mutating func flush() throws(LogFault) {
    if let lostSequence { throw .lost(sequence: lostSequence) }
    guard acknowledged + 1 < nextSequence else { return }
    flushNanoseconds = latestNanoseconds
    do throws(StorageFault) {
      try writeSeal()
      if hasFailedFlush { lostSequence = try rewriteUnflushed() }
    } catch {
      throw .unflushed(error, sequence: nextSequence - 1)
    }
    if let lostSequence { throw .lost(sequence: lostSequence) }
    do throws(StorageFault) {
      try flushSegment()
    } catch {
      hasFailedFlush = true
      failedFlushes = min(failedFlushes + 1, 16)
      throw .unflushed(error, sequence: nextSequence - 1)
    }
    (hasFailedFlush, failedFlushes) = (false, 0)
    acknowledged = nextSequence - 1
    durableSeal = seal
    flushedOffset = offset
    flushedCheck = check
  }

  /// Sequence of the oldest record kept, or nil if the oldest segment's header cannot be read.
  ///
  /// - Throws: `LogFault.storage`.
  public mutating func firstSequence() throws(LogFault) -> UInt64? {
    do throws(StorageFault) {
      try buffer.read(SegmentHeader.byteCount, of: range.first, at: 0, in: &storage)
    } catch {
      throw .storage(error)
    }
    return (try? SegmentHeader(decoding: buffer.storage.span.extracting(0..<buffer.count)))?.firstSequence
  }
}
