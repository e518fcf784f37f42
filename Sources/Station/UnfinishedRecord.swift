import EventLog
import Text
import Vocabulary

/// The beginning of a record behind the newest whole one, with nothing behind it: what stands there while a board
/// writes the record, or after a cut of its power, until the board takes it away at its next start.
///
/// Nobody can tell it from a log that was cut there: it proves no more, and no less, than a log that ends with its
/// newest whole record. What one changed byte could make of a whole record, or of none, is not taken for one.
public struct UnfinishedRecord: Equatable, Sendable {
  /// The segment's file.
  public let file: String
  /// Where it begins.
  public let offset: Int
  /// Bytes of it that are there.
  public let bytes: Int
  /// Bytes that it will have, or would have had.
  public let recordBytes: Int

  /// Where the sequence stands in a heading.
  private static let sequenceBytes = 8..<16
  /// A heading's length and kind: what has fewer bytes may be any one byte that was changed.
  private static let leastBytes = 5
  /// Missing at the end at least: one byte less may be one byte that was changed.
  private static let leastMissing = 2

  /// Looks at what stands behind a log's newest whole record; nil if it is anything but the next one's beginning.
  ///
  /// - Parameters:
  ///   - found: All bytes of the segment behind that record.
  ///   - file: The segment's file.
  ///   - offset: Where they begin in it.
  ///   - check: The check stored before them.
  ///   - sequence: The number that the next record must have.
  public init?(_ found: Span<UInt8>, file: String, offset: Int, after check: UInt32, sequence: UInt64) {
    var used = found.count
    while used > 0, found[used - 1] == 0 { used -= 1 }
    guard used >= Self.leastBytes, found.count >= RecordEnvelope.headingBytes else { return nil }
    var heading = (0..<RecordEnvelope.headingBytes).map { found[$0] }
    for index in Self.sequenceBytes where index >= used {
      heading[index] = UInt8(truncatingIfNeeded: sequence >> UInt64(8 * (index - Self.sequenceBytes.lowerBound)))
    }
    guard let envelope = try? RecordEnvelope(heading: heading.span), envelope.sequence == sequence,
      envelope.recordBytes <= found.count, used + Self.leastMissing <= envelope.recordBytes,
      Self.fits(found.extracting(0..<used), envelope, after: check), !Self.isWhole(found, used, after: check)
    else { return nil }
    self.file = file
    self.offset = offset
    (bytes, recordBytes) = (used, envelope.recordBytes)
  }

  /// Whether the bytes of the check that are there are those of the record.
  private static func fits(_ bytes: Span<UInt8>, _ envelope: RecordEnvelope, after check: UInt32) -> Bool {
    let end = envelope.recordBytes - RecordEnvelope.checkBytes
    guard bytes.count > end else { return true }
    let computed = Self.check(over: bytes.extracting(0..<end), after: check)
    return (end..<bytes.count).allSatisfy {
      bytes[$0] == UInt8(truncatingIfNeeded: computed >> UInt32(8 * ($0 - end)))
    }
  }

  /// Whether the bytes are a whole record but for its length.
  private static func isWhole(_ found: Span<UInt8>, _ used: Int, after check: UInt32) -> Bool {
    for length in used..<(used + RecordEnvelope.checkBytes)
    where length >= RecordEnvelope.overheadBytes && length <= found.count {
      var record = (0..<length).map { found[$0] }
      for index in 0..<4 { record[index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
      let end = length - RecordEnvelope.checkBytes
      let stored = try? record.span.littleEndian(UInt32.self, at: end)
      if stored == Self.check(over: record.span.extracting(0..<end), after: check) { return true }
    }
    return false
  }

  /// The check of a record's bytes before it, as `RecordEnvelope` says it.
  private static func check(over bytes: Span<UInt8>, after previous: UInt32) -> UInt32 {
    var check = CyclicRedundancyCheck()
    for index in 0..<4 { check.update(UInt8(truncatingIfNeeded: previous >> UInt32(8 * index))) }
    check.update(bytes)
    return check.value
  }
}

extension UnfinishedRecord: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    "\(file.shown): byte \(offset): \(bytes) bytes of a record of \(recordBytes): still being written, or cut off by a cut of "
      + "the power; the records before it are whole"
  }
}
