import Crypto
import EventLog
import Vocabulary

/// Finds the stretches of one segment that a selection means, and what stands for them once they are gone.
struct SegmentEraser {
  private enum Unit {
    case record(RecordEnvelope, Range<Int>)
    case stretch(ErasedStretch)
  }

  private let number: UInt32
  private let bytes: [UInt8]
  private var units: [Unit] = []
  private var end = SegmentHeader.byteCount

  /// Reads a whole segment.
  init(number: UInt32, bytes: [UInt8], erased: ErasedStretches) {
    self.number = number
    self.bytes = bytes
    // Memory has no storage faults.
    try? scan(erased)
  }

  private mutating func scan(_ erased: ErasedStretches) throws(StorageFault) {
    var storage = MemorySegmentStorage(segmentBytes: [number: bytes])
    var buffer = RecordBuffer()
    var scanner = SegmentScanner(segment: number, check: check(before: end))
    while true {
      let start = scanner.offset
      if let stretch = erased.stretch(number, at: start) {
        units.append(.stretch(stretch))
        end = stretch.offsets.upperBound
        scanner = SegmentScanner(segment: number, offset: end, check: check(before: end))
      } else if case .record(let envelope) = try scanner.step(in: &storage, into: &buffer) {
        units.append(.record(envelope, start..<scanner.offset))
        end = scanner.offset
      } else {
        return
      }
    }
  }

  private func check(before offset: Int) -> UInt32 {
    (try? bytes.span.littleEndian(UInt32.self, at: offset - RecordEnvelope.checkBytes)) ?? 0
  }

  /// The stretches.
  ///
  /// - Parameters:
  ///   - isMeant: Whether a record is to go, by its number.
  ///   - tree: All of the log.
  /// - Returns: They in order.
  func stretches(where isMeant: (UInt64) -> Bool, in tree: LogTree) -> [ErasedStretch] {
    var stretches: [ErasedStretch] = []
    // The segment as it is, and as it is read once the stretches are gone.
    var (now, then) = (SegmentHash(), SegmentHash())
    now.update(bytes.span.extracting(0..<SegmentHeader.byteCount))
    then = now
    var index = 0
    while index < units.count {
      let run = run(from: index, isMeant)
      if run.isEmpty {
        take(units[index], into: &now)
        take(units[index], into: &then)
        index += 1
      } else {
        let around = then.beginAround()
        for unit in units[run] { take(unit, into: &now) }
        let stretch = stretch(run, now, around, tree)
        then.skip(stretch)
        stretches.append(stretch)
        index = run.upperBound
      }
    }
    return stretches
  }

  /// Whether what was erased is what its lines say: each stretch where a record began, between the bytes that it was
  /// bound to.
  func fits(_ erased: ErasedStretches) -> Bool {
    var hash = SegmentHash()
    hash.update(bytes.span.extracting(0..<SegmentHeader.byteCount))
    var count = 0
    for unit in units {
      if case .stretch = unit { count += 1 }
      take(unit, into: &hash)
    }
    return count == erased[number].count && !hash.isChanged && !hash.isOpen
  }

  /// Records from one on that are to go. What is still written to keeps so much at its end that a whole block stands
  /// behind them.
  private func run(from start: Int, _ isMeant: (UInt64) -> Bool) -> Range<Int> {
    var next = start
    while next < units.count, case .record(let envelope, _) = units[next], isMeant(envelope.sequence) { next += 1 }
    guard next > start, !isClosed else { return start..<next }
    while next > start, case .record(_, let range) = units[next - 1],
      ErasedStretch.resume(behind: range.upperBound) > end
    { next -= 1 }
    return start..<next
  }

  private var isClosed: Bool {
    if case .record(let envelope, _)? = units.last { envelope.kind == .closing } else { false }
  }

  private func take(_ unit: Unit, into hash: inout SegmentHash) {
    switch unit {
    case .record(let envelope, let range): if envelope.kind != .closing { hash.update(bytes.span.extracting(range)) }
    case .stretch(let stretch): hash.skip(stretch)
    }
  }

  private func stretch(
    _ run: Range<Int>, _ now: SegmentHash, _ around: SHA256Hasher, _ tree: LogTree
  ) -> ErasedStretch {
    let records = units[run].compactMap { unit in
      if case .record(let envelope, let range) = unit { (envelope, range) } else { nil }
    }
    let offsets = records[0].1.lowerBound..<records[records.count - 1].1.upperBound
    let numbers = records[0].0.sequence...records[records.count - 1].0.sequence
    let (chaining, known) = behind(run.upperBound, now)
    var around = around
    let bound = min(known?.offset ?? ErasedStretch.resume(behind: offsets.upperBound), bytes.count)
    around.update(bytes.span.extracting(offsets.upperBound..<bound))
    func count(_ kind: RecordKind) -> Int { records.count { $0.0.kind == kind } }
    return ErasedStretch(
      segment: number, offsets: offsets, records: numbers, clips: UInt64(count(.clip)), sessions: count(.session),
      boots: UInt64(count(.boot)), seals: UInt32(count(.seal)), chaining: chaining, around: around.finish(),
      known: known, nodes: tree.nodes(for: numbers))
  }

  /// The chaining value at the first whole block behind a run, and what is to be known before the first seal or erased
  /// stretch that begins in front of it. Behind that stretch, or where the segment ends, nobody asks for the value.
  private func behind(
    _ next: Int, _ now: SegmentHash
  ) -> (chaining: Digest, known: ErasedStretch.DigestBefore?) {
    var hash = now
    let resume = ErasedStretch.resume(behind: hash.offset)
    var known: ErasedStretch.DigestBefore?
    for unit in units[next...] where hash.offset < resume {
      guard case .record(let envelope, let range) = unit else {
        known = known ?? ErasedStretch.DigestBefore(offset: hash.offset, digest: hash.before)
        break
      }
      if known == nil, envelope.kind == .seal || envelope.kind == .closing {
        known = ErasedStretch.DigestBefore(offset: range.lowerBound, digest: hash.digest)
      }
      guard envelope.kind != .closing else { break }
      hash.update(bytes.span.extracting(range.lowerBound..<min(range.upperBound, resume)))
    }
    return (hash.offset == resume ? hash.chaining : Digest(), known)
  }
}
