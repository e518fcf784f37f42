import EventLog
import Vocabulary

/// Where a reader stands in a segment.
struct SegmentState {
  /// The segment's number in its storage.
  let number: UInt32
  /// Its header, if it can be read.
  var header: SegmentHeader?
  /// Where the next record begins.
  var scanner: SegmentScanner
  /// Takes all bytes read so far, but for the closing record.
  var hash: SegmentHash
  /// Records so far.
  var recordCount: UInt32 = 0
  /// The next record's sequence, if it is known.
  var expectedSequence: UInt64?
  /// Boot records so far, if they are known.
  var boots: UInt64?
  /// The closing record, if it was read.
  var closing: ClosingBody?
  /// Where stretches that were erased began, so far.
  var erased: Set<Int> = []
  /// Whether something was damaged.
  var isDamaged = false
  /// Whether the next record has to be searched for.
  var isLost = false

  /// Starts in a segment.
  ///
  /// - Parameters:
  ///   - number: Its number.
  ///   - hashed: Its bytes, if they are hashed while they are read.
  init(number: UInt32, hashed: HashedSegment?) {
    self.number = number
    hash = SegmentHash(hashed)
    scanner = SegmentScanner(segment: number, check: 0)
  }

  /// What the next segment must follow.
  var end: SegmentEnd? {
    guard let expectedSequence else { return nil }
    return SegmentEnd(
      number: number, offset: scanner.offset, isClosed: closing != nil, digest: closing?.digest ?? Digest(),
      lastSequence: expectedSequence - 1, boots: isDamaged ? nil : boots)
  }
}
