import Vocabulary

/// What stands around a record's body.
///
/// A record is, little-endian: its whole length u32, kind u8, wall state u8, zero u16, sequence u64, monotonic
/// nanoseconds u64, wall nanoseconds i64, the body, and a CRC-32C over the **stored check of what stands before it**
/// (the preceding record, or the segment's header) followed by all of its own bytes. So a record is valid only in its
/// place: what is left of an older, torn write cannot pass for the record that follows a newer one.
public struct RecordEnvelope: Equatable, Sendable {
  /// Bytes before the body.
  public static let headingBytes = 32
  /// Bytes of the check, after the body.
  public static let checkBytes = 4
  /// Bytes of a record without its body.
  public static let overheadBytes = headingBytes + checkBytes
  /// No record bears this number or a higher one: counting never overflows.
  public static let sequenceLimit: UInt64 = 1 << 63
  /// Bytes of the longest record.
  public static let longestBytes = overheadBytes + Limits.recordBodyBytes

  /// The number of what the body holds.
  public let kindNumber: UInt8
  /// The record's number since the log was begun, from 1, without gaps.
  public var sequence: UInt64
  /// When it was made.
  public var stamps: RecordStamps
  /// Bytes of the body.
  public var bodyBytes: Int

  /// Creates an envelope.
  public init(kind: RecordKind, sequence: UInt64, stamps: RecordStamps, bodyBytes: Int) {
    kindNumber = kind.rawValue
    self.sequence = sequence
    self.stamps = stamps
    self.bodyBytes = bodyBytes
  }

  /// What the body holds; nil for a kind of a newer version of this program, which keeps its place and is not read.
  public var kind: RecordKind? { RecordKind(rawValue: kindNumber) }

  /// Bytes of the whole record.
  public var recordBytes: Int { Self.overheadBytes + bodyBytes }

  /// Appends what stands before the body.
  public func encodeHeading<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(littleEndian: UInt32(recordBytes))
    sink.append(kindNumber)
    sink.append(stamps.wallState.rawValue)
    sink.append(littleEndian: UInt16(0))
    sink.append(littleEndian: sequence)
    sink.append(littleEndian: stamps.monotonicNanoseconds)
    sink.append(littleEndian: stamps.wallNanoseconds)
  }

  /// Reads what stands before a body; the check is not looked at.
  ///
  /// - Parameter bytes: At least `headingBytes`, from the record's first.
  /// - Throws: `EnvelopeFault` if no record begins so.
  public init(heading bytes: Span<UInt8>) throws(EnvelopeFault) {
    guard bytes.count >= Self.headingBytes else {
      throw .cut(needed: Self.headingBytes, available: bytes.count)
    }
    var reader = ByteCursor<EnvelopeFault>()
    let length = try reader.next(UInt32.self, in: bytes)
    guard length >= Self.overheadBytes && length <= Self.longestBytes else { throw .length(found: length) }
    let kindNumber = try reader.next(UInt8.self, in: bytes)
    guard kindNumber > 0 else { throw .kind(found: kindNumber) }
    let wallByte = try reader.next(UInt8.self, in: bytes)
    guard let wallState = WallState(rawValue: wallByte) else { throw .wallState(found: wallByte) }
    let reserved = try reader.next(UInt16.self, in: bytes)
    guard reserved == 0 else { throw .reserved(found: reserved) }
    self.kindNumber = kindNumber
    sequence = try reader.next(UInt64.self, in: bytes)
    guard sequence > 0 && sequence < Self.sequenceLimit else { throw .sequence(found: sequence) }
    let monotonic = try reader.next(UInt64.self, in: bytes)
    stamps = RecordStamps(
      monotonicNanoseconds: monotonic, wallNanoseconds: try reader.next(Int64.self, in: bytes), wallState: wallState)
    bodyBytes = Int(length) - Self.overheadBytes
  }
}
