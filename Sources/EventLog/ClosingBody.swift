import Vocabulary

/// The end of a segment: no record follows in it, and its bytes before this record have this digest.
///
/// Body, version 1: version u8, records before this one u32, digest 32 bytes.
public struct ClosingBody: RecordBody, Equatable, Sendable {
  /// Bytes of a closing body.
  public static let byteCount = 37

  public static var recordKind: RecordKind { .closing }

  /// Records in the segment before this one.
  public var recordCount: UInt32
  /// SHA-256 of the segment's bytes before this record, its header included; the next segment's header repeats it.
  public var digest: Digest

  /// Creates a closing body.
  public init(recordCount: UInt32, digest: Digest) {
    self.recordCount = recordCount
    self.digest = digest
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: recordCount)
    sink.append(contentsOf: digest.bytes.span)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    recordCount = try reader.read(UInt32.self, from: bytes)
    digest = try reader.readDigest(from: bytes)
    try reader.finish(bytes)
  }
}
