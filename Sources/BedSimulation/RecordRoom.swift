import Supervisor
import Vocabulary

/// The queue from the deciding thread to the storing one, of the board's own room.
final class RecordRoom: RecordIntake, RecordOutlet {
  struct Record {
    /// What it holds; nil for a part of what is kept over restarts.
    let kind: RecordKind?
    var part: KeptPart?
    var body: [UInt8]
    let time: UInt64
  }

  /// What a record takes beside its body, and the room there is, in bytes.
  private static let headingBytes = 16
  static let capacity = 65_536

  private(set) var refused: UInt32 = 0
  /// Whether the storing thread has been woken and has not looked yet.
  var isRung = false
  /// Is shown records as they are handed over.
  var onCommit: (ArraySlice<Record>) -> Void = { _ in }
  private var records: [Record] = []
  private var first = 0
  private var committed = 0
  private var bytes = 0
  private let changer: RecordChanger

  init(_ changer: RecordChanger) {
    self.changer = changer
  }

  /// The program is gone, and with it what waited.
  func clear() {
    records.removeAll(keepingCapacity: true)
    (first, committed, bytes, refused, isRung) = (0, 0, 0, 0, false)
  }

  func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    guard bytes + body.count + Self.headingBytes <= Self.capacity else {
      refused &+= 1
      return
    }
    let record = Record(kind: kind, part: nil, body: body.indices.map { body[$0] }, time: monotonicNanoseconds)
    for changed in changer.change(record) { append(changed) }
    if changer.isHasty { commit() }
  }

  func emit(_ part: KeptPart, content: Span<UInt8>) -> Bool {
    guard bytes + content.count + Self.headingBytes <= Self.capacity else { return false }
    append(Record(kind: nil, part: part, body: content.indices.map { content[$0] }, time: 0))
    return true
  }

  private func append(_ record: Record) {
    records.append(record)
    bytes += record.body.count + Self.headingBytes
  }

  func commit() {
    guard committed < records.count else { return }
    onCommit(records[committed...])
    committed = records.count
    wake()
  }

  func wake() { isRung = true }

  func peek(into body: inout ByteBuffer) -> RecordHeading? {
    guard first < committed else { return nil }
    let record = records[first]
    body.removeAll()
    for byte in record.body { body.append(byte) }
    if let part = record.part { return RecordHeading(part: part, bodyBytes: record.body.count) }
    return record.kind.map {
      RecordHeading(kind: $0, monotonicNanoseconds: record.time, bodyBytes: record.body.count)
    }
  }

  func remove(_ heading: RecordHeading) {
    bytes -= records[first].body.count + Self.headingBytes
    first += 1
    guard first == records.count else { return }
    records.removeAll(keepingCapacity: true)
    (first, committed) = (0, 0)
  }
}
