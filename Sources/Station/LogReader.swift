import EventLog
import Vocabulary

/// Streams a log in constant memory: its records in order, and everything that is wrong with how they are kept.
///
/// After damage it goes on with the next record that is whole and follows the check stored before it.
public struct LogReader<Storage: InspectableStorage & ~Copyable>: ~Copyable {
  private var storage: Storage
  private var buffer = RecordBuffer()
  private let numbers: [UInt32]
  private let isWhole: Bool
  private let erased: ErasedStretches
  private var position = 0
  private var segment: SegmentState?
  private var story = LogStory()
  private var seals: SealCheck
  private var search = RecordSearch(segment: 0)
  private var previous: SegmentEnd?
  private var latestExplainedFirst: UInt32 = 1
  private var pending: [LogItem] = []
  private var pendingStart = 0

  /// Opens a log.
  ///
  /// - Parameters:
  ///   - storage: Where its segments lie.
  ///   - isWhole: Whether the storage should hold the log from its beginning, or from where dropping the oldest
  ///     segments explains.
  ///   - secret: What its seals are checked with.
  ///   - erased: What was erased from it.
  public init(
    _ storage: consuming Storage, isWhole: Bool = true, secret: SealSecret? = nil,
    erased: ErasedStretches = ErasedStretches()
  ) {
    numbers = storage.numbers
    self.erased = erased
    seals = SealCheck(secret)
    self.isWhole = isWhole
    self.storage = storage
  }

  /// The next thing in the log.
  ///
  /// - Returns: A segment's beginning, a record or a finding; nil at the end.
  public mutating func next() -> LogItem? {
    while pendingStart == pending.count {
      pending.removeAll(keepingCapacity: true)
      pendingStart = 0
      guard advance() else { return nil }
    }
    defer { pendingStart += 1 }
    return pending[pendingStart]
  }

  /// Goes one step on; false at the end.
  private mutating func advance() -> Bool {
    guard position <= numbers.count else { return false }
    do throws(StorageFault) {
      if segment != nil {
        try stepOn()
      } else if position < numbers.count {
        try begin(numbers[position])
      } else {
        finish()
        position += 1
      }
    } catch {
      report(.storage(error), in: numbers[position], at: segment?.scanner.offset ?? 0)
      leave(nil)
    }
    return true
  }

  /// The log's end: whether the secret was the log's, and its beginning is explained.
  private mutating func finish() {
    if let fault = story.finish(), let last = numbers.last {
      pending.append(.finding(LogFinding(file: storage.name(of: last), offset: 0, problem: .story(fault))))
    }
    for segment in erased.segments where isWhole && segment > numbers.last ?? 0 {
      for number in Set(erased[segment].map(\.erasure)).sorted() {
        let problem = LogProblem.erasedNowhere(by: number)
        pending.append(.finding(LogFinding(file: ErasureFile.name, offset: 0, problem: problem)))
      }
    }
    if seals.hasFailed, !seals.hasFitted, let first = numbers.first { report(.otherSecret, in: first, at: 0) }
    guard isWhole, let first = numbers.first, first > latestExplainedFirst else { return }
    report(.beginningMissing(first: first, latestExplained: latestExplainedFirst), in: first, at: 0)
  }
}

// Segments.
extension LogReader where Storage: ~Copyable {
  private mutating func begin(_ number: UInt32) throws(StorageFault) {
    if position > 0, numbers[position - 1] + 1 < number {
      report(.segmentsMissing(first: numbers[position - 1] + 1, last: number - 1), in: number, at: 0)
      previous = nil
    }
    try buffer.read(SegmentHeader.byteCount, of: number, at: 0, in: &storage)
    var state = SegmentState(number: number, hashed: storage.hashed(number))
    search = RecordSearch(segment: number)
    switch Self.header(in: buffer) {
    case .success(let header, let check):
      checkPlace(of: header, number)
      let follows = previous.map { $0.boots != nil } ?? false
      let bytes = (0..<SegmentHeader.byteCount).map { buffer.storage[$0] }
      let problems = seals.begin(header, bytes: bytes.span, follows: follows)
      for problem in problems { report(problem, in: number, at: 72) }
      state.header = header
      state.scanner = SegmentScanner(segment: number, check: check)
      state.hash.update(buffer.storage.span.extracting(0..<SegmentHeader.byteCount))
      state.expectedSequence = header.firstSequence
      state.boots = header.bootsBefore
      pending.append(.segment(header))
    case .failure(let fault):
      report(.header(fault), in: number, at: 0)
      seals.damage()
      state.scanner = SegmentScanner(segment: number, offset: SegmentHeader.byteCount - 1, check: 0)
      state.isDamaged = true
      state.isLost = true
      state.boots = previous?.boots
      state.expectedSequence = previous.map { $0.lastSequence + 1 }
    }
    segment = state
  }

  private enum HeaderResult {
    case success(SegmentHeader, check: UInt32)
    case failure(SegmentHeaderFault)
  }

  private static func header(in buffer: borrowing RecordBuffer) -> HeaderResult {
    do throws(SegmentHeaderFault) {
      let header = try SegmentHeader(decoding: buffer.storage.span.extracting(0..<buffer.count))
      let checkOffset = SegmentHeader.byteCount - RecordEnvelope.checkBytes
      let check: UInt32? = try? buffer.storage.span.littleEndian(UInt32.self, at: checkOffset)
      return .success(header, check: check ?? 0)
    } catch {
      return .failure(error)
    }
  }

  /// Whether the segment is the one that should stand here, and follows the one before it.
  private mutating func checkPlace(of header: SegmentHeader, _ number: UInt32) {
    if header.number != number { report(.misplaced(number: header.number, expected: number), in: number, at: 12) }
    let length = storage.byteCount(of: number)
    if length != Int(header.segmentBytes) {
      report(
        .length(found: length, expected: Int(header.segmentBytes)), in: number,
        at: min(length, Int(header.segmentBytes)))
    }
    if header.segmentLimit < LogPolicy.leastSegmentLimit {
      report(.segmentLimit(found: header.segmentLimit), in: number, at: 20)
    }
    // This segment was made when dropping kept at most so many before it; a drop may be followed by a power cut, hence
    // one more.
    let isLast = position == numbers.count - 1
    let end = UInt64(number) + (isLast ? 2 : 1)
    let explained = end > UInt64(header.segmentLimit) ? UInt32(clamping: end - UInt64(header.segmentLimit)) : 1
    latestExplainedFirst = max(latestExplainedFirst, explained)
    let start = number == 1 ? SegmentEnd.beginning : previous
    guard let start else { return }
    if !start.isClosed {
      report(.notClosed, in: start.number, at: start.offset)
    } else if header.previousDigest != start.digest {
      report(.chain, in: number, at: 40)
    }
    if header.firstSequence != start.lastSequence + 1 {
      report(.sequence(found: header.firstSequence, expected: start.lastSequence + 1), in: number, at: 32)
    }
    if let boots = start.boots, header.bootsBefore != boots {
      report(.boots(found: header.bootsBefore, expected: boots), in: number, at: 24)
    }
  }

  /// Leaves the segment for the next one.
  private mutating func leave(_ state: SegmentState?) {
    if var state, !state.isDamaged {
      if state.hash.isOpen { report(.aroundErased, in: state.number, at: state.scanner.offset) }
      for stretch in erased[state.number] where state.erased.remove(stretch.offsets.lowerBound) == nil {
        report(.erasedNowhere(by: stretch.erasure), in: state.number, at: stretch.offsets.lowerBound)
      }
    }
    previous = state?.end
    segment = nil
    position += 1
  }
}

// Records.
extension LogReader where Storage: ~Copyable {
  private mutating func stepOn() throws(StorageFault) {
    // Moved out and back: it is large, and records are many.
    guard var state = segment.take() else { return }
    var isThrough = false
    defer { if !isThrough { segment = state } }
    isThrough = try stepOn(in: &state)
    if isThrough { leave(state) }
  }

  /// Goes one step on in a segment.
  ///
  /// - Returns: Whether there is no more in it.
  private mutating func stepOn(in state: inout SegmentState) throws(StorageFault) -> Bool {
    let start = state.scanner.offset
    if !state.isLost, let stretch = erased.stretch(state.number, at: start) {
      state.erased.insert(stretch.offsets.lowerBound)
      if try skip(stretch, &state) { return false }
    }
    let step: SegmentScanner.Step = state.isLost ? .end : try state.scanner.step(in: &storage, into: &buffer)
    if case .record(let envelope) = step {
      take(envelope, at: start, &state)
      return false
    }
    if !state.isLost, try isClean(step, start, &state) { return true }
    state.isLost = false
    guard let found = try search.next(after: state.scanner, in: &storage) else { return true }
    state.scanner = found
    return false
  }

  /// Passes over records that were erased; false if their bytes are still there.
  private mutating func skip(_ stretch: ErasedStretch, _ state: inout SegmentState) throws(StorageFault) -> Bool {
    guard try stretch.isBlank(in: &storage, using: &buffer) else {
      report(.notErased(by: stretch.erasure), in: state.number, at: stretch.offsets.lowerBound)
      return false
    }
    let checkBytes = RecordEnvelope.checkBytes
    try buffer.read(checkBytes, of: state.number, at: stretch.zeros.upperBound, in: &storage)
    let check: UInt32? = try? buffer.storage.span.littleEndian(UInt32.self, at: 0)
    if let expected = state.expectedSequence, stretch.records.lowerBound != expected {
      report(
        .sequence(found: stretch.records.lowerBound, expected: expected), in: state.number,
        at: stretch.offsets.lowerBound)
    }
    story.forget()
    state.scanner = SegmentScanner(segment: state.number, offset: stretch.offsets.upperBound, check: check ?? 0)
    let wasChanged = state.hash.isChanged
    state.hash.skip(stretch)
    // Where a seal or a closing record stands behind it, or a whole block begins, all around it is known here.
    if state.hash.isChanged && !wasChanged {
      report(.aroundErased, in: state.number, at: stretch.offsets.lowerBound)
    }
    state.expectedSequence = stretch.records.upperBound + 1
    state.recordCount &+= UInt32(truncatingIfNeeded: stretch.count)
    state.boots = state.boots.map { $0 + stretch.boots }
    seals.skip(stretch.seals)
    pending.append(.erased(stretch))
    return true
  }

  /// Whether the segment ends here as it should; reports what is there instead.
  private mutating func isClean(
    _ step: SegmentScanner.Step, _ start: Int, _ state: inout SegmentState
  ) throws(StorageFault) -> Bool {
    if case .damaged(let fault) = step {
      report(.envelope(fault), in: state.number, at: start)
    } else {
      guard let used = try firstUsed(from: start, state.number) else { return true }
      report(.envelope(.unusedBytes(offset: used)), in: state.number, at: used)
    }
    state.isDamaged = true
    seals.damage()
    return false
  }

  /// The first byte from a place on that is not zero, looked for no farther: damage may be found often.
  ///
  /// - Returns: Its offset, or nil if all are zero.
  private mutating func firstUsed(from start: Int, _ number: UInt32) throws(StorageFault) -> Int? {
    var (position, count) = (start, 64)
    while true {
      try buffer.read(count, of: number, at: position, in: &storage)
      if let index = (0..<buffer.count).first(where: { buffer.storage[$0] != 0 }) { return position + index }
      guard buffer.count == count else { return nil }
      position += count
      count = min(2 * count, RecordEnvelope.longestBytes)
    }
  }

  private mutating func take(_ envelope: RecordEnvelope, at start: Int, _ state: inout SegmentState) {
    if state.closing != nil { report(.recordAfterClosing, in: state.number, at: start) }
    if let expected = state.expectedSequence, envelope.sequence != expected {
      report(.sequence(found: envelope.sequence, expected: expected), in: state.number, at: start + 8)
    }
    state.expectedSequence = envelope.sequence == .max ? nil : envelope.sequence + 1
    let record = LogRecord(envelope, in: buffer, segment: state.number, offset: start)
    if record.isOfNewerVersion {
      // What it says of the person is not known, and so is what should follow.
      story.forget()
    } else if let kind = record.kind, let fault = record.bodyFault {
      report(.body(kind, fault), in: state.number, at: start + RecordEnvelope.headingBytes)
    }
    if envelope.kind == .boot { takeBoot(record, at: start, &state) }
    let vouching = takeSeal(record, state)
    if envelope.kind == .closing {
      takeClosing(record, at: start, &state)
    } else {
      let wasChanged = state.hash.isChanged
      state.hash.update(buffer.storage.span.extracting(0..<envelope.recordBytes))
      if state.hash.isChanged && !wasChanged { report(.aroundErased, in: state.number, at: start) }
      state.recordCount += 1
    }
    if let fault = story.take(record) {
      pending.append(.finding(LogFinding(file: storage.name(of: state.number), offset: start, problem: .story(fault))))
    }
    pending.append(.record(record))
    if let vouching { pending.append(.sealed(envelope, epoch: vouching)) }
  }

  /// Checks the record's seal, if it is one that has or should have one.
  ///
  /// - Returns: The seal's epoch, if the key vouches for all before it.
  private mutating func takeSeal(_ record: LogRecord, _ state: borrowing SegmentState) -> UInt32? {
    let seal: SealBody?
    let tagOffset: Int
    switch record.kind {
    case .seal:
      guard let body = try? record.decoded(as: SealBody.self) else { return nil }
      (seal, tagOffset) = (body, SealBody.tagOffset)
    case .closing:
      guard let body = try? record.decoded(as: ClosingBody.self) else { return nil }
      (seal, tagOffset) = (body.seal, ClosingBody.tagOffset)
    default: return nil
    }
    let bytes = (0..<(RecordEnvelope.headingBytes + tagOffset)).map { buffer.storage[$0] }
    let (problems, vouches) = seals.take(seal, in: bytes.span, after: state.hash.digest)
    for problem in problems { report(problem, in: state.number, at: record.offset) }
    return vouches ? seal?.epoch : nil
  }

  private mutating func takeBoot(_ record: LogRecord, at start: Int, _ state: inout SegmentState) {
    guard let boots = state.boots else { return }
    state.boots = boots + 1
    guard let boot = try? record.decoded(as: BootBody.self), boot.bootNumber != boots + 1, !state.isDamaged else {
      return
    }
    report(.boots(found: boot.bootNumber, expected: boots + 1), in: state.number, at: start)
  }

  private mutating func takeClosing(_ record: LogRecord, at start: Int, _ state: inout SegmentState) {
    guard let closing = try? record.decoded(as: ClosingBody.self) else { return }
    state.closing = closing
    // After damage neither can fit; the damage is reported.
    guard !state.isDamaged else { return }
    if closing.recordCount != state.recordCount {
      report(.recordCount(found: closing.recordCount, expected: state.recordCount), in: state.number, at: start)
    }
    if state.hash.digest != closing.digest { report(.digest, in: state.number, at: start) }
  }

  private mutating func report(_ problem: LogProblem, in segment: UInt32, at offset: Int) {
    story.forget()
    pending.append(.finding(LogFinding(file: storage.name(of: segment), offset: offset, problem: problem)))
  }
}
