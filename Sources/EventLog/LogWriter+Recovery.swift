import Vocabulary

extension LogWriter where Storage: ~Copyable {
  /// Finds where the log ends and makes it ready for the next record.
  mutating func recover(isInDoubt: Bool) throws(StorageFault) {
    range = try storage.segments()
    guard !range.isEmpty else {
      try begin(1)
      return
    }
    let last = try surveyEnd()
    try countDay()
    if isInDoubt { try rewrite(to: last.usedEnd) }
    bringKey(to: last.nextEpoch)
    if let header = last.header, !last.isDamaged, !last.isClosed {
      try resume(last, header)
    } else if last.header == nil, !last.isDamaged {
      try beginAgain(last)
    } else {
      try goOn(after: last)
    }
    acknowledged = nextSequence - 1
  }

  /// Files passed over at most at the log's end.
  private static var mostStray: Int { 4 }

  /// Reads the last segment. A file far behind all others that is none, or bears the highest number there is, is not
  /// where the log ends: it is left as it is, and the log goes on behind the one before it.
  private mutating func surveyEnd() throws(StorageFault) -> SegmentSurvey<Hasher> {
    var last = try SegmentSurvey<Hasher>(of: range.last, in: &storage, using: &buffer)
    for _ in 0..<Self.mostStray where last.isEmpty || range.last == SegmentHeader.highestNumber {
      let below = try storage.segments(through: range.last - 1)
      guard !below.isEmpty, below.last < range.last - 1 else { break }
      range = below
      last = try SegmentSurvey<Hasher>(of: range.last, in: &storage, using: &buffer)
    }
    return last
  }

  /// Writes the last segment's bytes once more, so that the next flush makes them durable. After a flush that failed, a
  /// system may hold pages for clean that never reached the disk, and tells nobody who opens the file later.
  private mutating func rewrite(to end: Int) throws(StorageFault) {
    var start = 0
    while start < end {
      try buffer.read(min(RecordEnvelope.longestBytes, end - start), of: range.last, at: start, in: &storage)
      guard buffer.count > 0 else { return }
      try writeBuffer(to: range.last, at: start)
      start += buffer.count
    }
  }

  /// Goes on in a segment that was being written, behind its last whole record.
  private mutating func resume(_ last: SegmentSurvey<Hasher>, _ header: SegmentHeader) throws(StorageFault) {
    segment = range.last
    segmentBytes = header.segmentBytes
    try storage.prepare(segment: segment, byteCount: Int(segmentBytes))
    hasher = last.hasher
    recordCount = last.recordCount
    isClosed = false
    isSealed = header.isSealed
    sealedSequence = last.sealedSequence
    previousDigest = header.previousDigest
    offset = last.end
    check = last.check
    usedEnd = last.usedEnd
    nextSequence = last.lastSequence + 1
    boots = last.boots
    recovery.recordsKept = last.recordCount
    recovery.bytesDiscarded = UInt32(usedEnd - offset)
    try eraseUnfinished()
    try flush(segment)
    flushedOffset = offset
    flushedCheck = check
  }

  /// Writes the header of a segment that never got one, going on from the segment before it.
  private mutating func beginAgain(_ last: SegmentSurvey<Hasher>) throws(StorageFault) {
    if range.count > 1 {
      let previous = try SegmentSurvey<Hasher>(of: range.last - 1, in: &storage, using: &buffer)
      nextSequence = previous.lastSequence + 1
      boots = previous.boots
      previousDigest = previous.closingDigest
      bringKey(to: previous.nextEpoch)
    }
    sealedSequence = nextSequence - 1
    recovery.bytesDiscarded = UInt32(last.usedEnd)
    segment = range.last
    usedEnd = last.usedEnd
    try eraseUnfinished()
    try begin(range.last)
  }

  /// Begins a segment after one that is closed, or damaged and therefore left as it is.
  private mutating func goOn(after last: SegmentSurvey<Hasher>) throws(StorageFault) {
    nextSequence = last.lastSequence + 1
    boots = last.boots
    previousDigest = last.closingDigest
    sealedSequence = last.lastSequence
    recovery.recordsKept = last.recordCount
    recovery.leftDamagedSegment = last.isDamaged
    if let header = last.header, !last.isDamaged {
      // A file cut in its unused part is as long as it should be again.
      try storage.prepare(segment: range.last, byteCount: Int(header.segmentBytes))
    }
    try flush(range.last)
    try begin(range.last + 1)
  }
}
