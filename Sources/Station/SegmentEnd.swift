import Vocabulary

/// How a segment ended: what the next one's header must repeat.
struct SegmentEnd {
  /// The segment's number.
  var number: UInt32
  /// Where its records end.
  var offset: Int
  /// Whether it has a closing record.
  var isClosed: Bool
  /// The digest in its closing record.
  var digest: Digest
  /// Sequence of its last record.
  var lastSequence: UInt64
  /// Boot records up to its end, if they are known.
  var boots: UInt64?

  /// What the first segment of all must follow.
  static let beginning = SegmentEnd(number: 0, offset: 0, isClosed: true, digest: Digest(), lastSequence: 0, boots: 0)
}
