import Vocabulary

extension LogWriter where Storage: ~Copyable {
  /// Closes the segment if `bodyBytes` more do not fit or it is not sealed as it should be, and begins the next.
  mutating func makeRoom(for bodyBytes: Int, stamps: RecordStamps) throws(LogFault) {
    let needed = RecordEnvelope.overheadBytes + bodyBytes + LogPolicy.endBytes(isSealed: isSealed)
    // A key that came, or is gone, takes effect with a new segment.
    guard isClosed || isSealed != (seal != nil) || offset + needed > Int(segmentBytes) else { return }
    do throws(StorageFault) {
      if !isClosed { try close(stamps: stamps) }
    } catch {
      throw .storage(error)
    }
    // The chain goes on only from what is durable. The new record is not in the log yet, so this is not its
    // `unflushed`.
    do throws(LogFault) { try flush() } catch {
      if case .unflushed(let fault, _) = error { throw .storage(fault) }
      throw error
    }
    do throws(StorageFault) { try begin(range.last + (segment == range.last ? 1 : 0)) } catch { throw .storage(error) }
  }

  /// Writes the segment's closing record.
  private mutating func close(stamps: RecordStamps) throws(StorageFault) {
    var finished = hasher
    var closing = ClosingBody(recordCount: recordCount, digest: finished.finish())
    if isSealed, let seal {
      closing.seal = SealBody(epoch: seal.epoch)
      let tag = tag(of: closing, tagOffset: ClosingBody.tagOffset, seal, stamps)
      closing.seal?.tag = tag
    }
    try write(closing, stamps: stamps)
    if closing.seal != nil { useUpKey() }
    previousDigest = closing.digest
    isClosed = true
  }

  /// Segments dropped at most when one begins: a limit that was lowered is reached after some segments, and the work is
  /// bounded.
  private static var mostDrops: Int { 8 }

  /// Drops the oldest segments if the log is full. Numbers that are not there are passed over, not counted through.
  private mutating func dropOldest(before number: UInt32) throws(StorageFault) {
    for _ in 0..<Self.mostDrops where number > range.last && range.count >= policy.segmentLimit {
      try storage.remove(segment: range.first)
      usage.droppedSegments += 1
      range = try storage.segments(through: range.last)
    }
  }

  /// Begins a segment, after dropping the oldest if the log is full.
  mutating func begin(_ number: UInt32) throws(StorageFault) {
    guard number <= SegmentHeader.highestNumber else { throw StorageFault(.prepare, segment: number, code: 0) }
    try dropOldest(before: number)
    try storage.prepare(segment: number, byteCount: Int(policy.segmentBytes))
    range = SegmentRange(first: range.isEmpty ? number : range.first, last: number)
    var header = SegmentHeader(
      number: number, segmentBytes: policy.segmentBytes, segmentLimit: policy.segmentLimit, bootsBefore: boots,
      firstSequence: nextSequence, previousDigest: previousDigest)
    if let seal {
      header.keyEpoch = seal.epoch
      _ = header.encode(into: &buffer)
      header.authenticationTag = seal.headerTag(
        over: buffer.storage.span.extracting(0..<SegmentHeader.tagOffset), Hasher.self)
    }
    check = header.encode(into: &buffer)
    try writeBuffer(to: number, at: 0)
    try flush(number)
    segment = number
    segmentBytes = policy.segmentBytes
    hasher = Hasher()
    hasher.update(buffer.storage.span.extracting(0..<buffer.count))
    recordCount = 0
    isClosed = false
    isSealed = seal != nil
    offset = SegmentHeader.byteCount
    usedEnd = offset
    flushedOffset = offset
    flushedCheck = check
  }

  /// Writes a record where the segment's records end. If it fails, nothing but bytes behind that place has changed.
  mutating func write(_ kind: RecordKind, body: Span<UInt8>, stamps: RecordStamps) throws(StorageFault) {
    try eraseUnfinished()
    let envelope = RecordEnvelope(kind: kind, sequence: nextSequence, stamps: stamps, bodyBytes: body.count)
    let recordCheck = buffer.compose(envelope, body: body, after: check)
    usedEnd = offset + buffer.count
    try writeBuffer(to: segment, at: offset)
    hasher.update(buffer.storage.span.extracting(0..<buffer.count))
    offset = usedEnd
    check = recordCheck
    recordCount += 1
    nextSequence += 1
    if kind == .boot { boots += 1 }
  }

  /// Overwrites with zeros what an unfinished write left behind the last record.
  mutating func eraseUnfinished() throws(StorageFault) {
    guard usedEnd > offset else { return }
    let zeros = InlineArray<256, UInt8>(repeating: 0)
    // From the end, so that what is left after another failure still lies before `usedEnd`.
    while usedEnd > offset {
      let start = max(offset, usedEnd - zeros.count)
      try storage.write(zeros.span.extracting(0..<(usedEnd - start)), segment: segment, at: start)
      count(bytes: usedEnd - start)
      usedEnd = start
    }
  }

  /// Writes the buffer's bytes.
  mutating func writeBuffer(to segment: UInt32, at offset: Int) throws(StorageFault) {
    try storage.write(buffer.storage.span.extracting(0..<buffer.count), segment: segment, at: offset)
    count(bytes: buffer.count)
  }

  /// Reads back what is written but not durable and writes it again: after a failed flush a system may hold pages for
  /// clean that never reached the disk, so that a second flush alone would acknowledge what is not there.
  ///
  /// - Returns: The sequence of the first record that can no longer be read back, or nil if all are there.
  mutating func rewriteUnflushed() throws(StorageFault) -> UInt64? {
    var scanner = SegmentScanner(segment: segment, offset: flushedOffset, check: flushedCheck)
    var sequence = acknowledged
    while scanner.offset < offset {
      let start = scanner.offset
      sequence += 1
      guard case .record = try scanner.step(in: &storage, into: &buffer) else { return sequence }
      try writeBuffer(to: segment, at: start)
    }
    return scanner.check == check ? nil : sequence
  }

  /// Flushes the segment being written, counted.
  mutating func flushSegment() throws(StorageFault) {
    try flush(segment)
  }

  /// Flushes a segment, counted.
  mutating func flush(_ segment: UInt32) throws(StorageFault) {
    day.count(flushes: 1)
    usage.flushes += 1
    usage.flushesToday = day.flushes
    try storage.flush(segment: segment)
  }
}
