import Vocabulary

/// The end of a segment: no record follows in it, and its bytes before this record have this digest.
///
/// Body, version 1: version u8, records before this one u32, digest 32 bytes. Version 2, in a segment that is sealed,
/// goes on with a seal over all that and the segment: epoch u32, tag 32 bytes (`SealState.tag`).
public struct ClosingBody: RecordBody, Equatable, Sendable {
  /// Bytes of a closing body without a seal.
  public static let byteCount = 37
  /// Bytes of one with a seal.
  public static let sealedByteCount = 73
  /// Bytes of the body before the seal's tag.
  public static let tagOffset = 41

  public static var recordKind: RecordKind { .closing }

  /// Records in the segment before this one.
  public var recordCount: UInt32
  /// SHA-256 of the segment's bytes before this record, its header included; the next segment's header repeats it.
  public var digest: Digest
  /// The seal, in a segment that is sealed.
  public var seal: SealBody?

  /// Creates a closing body.
  public init(recordCount: UInt32, digest: Digest, seal: SealBody? = nil) {
    self.recordCount = recordCount
    self.digest = digest
    self.seal = seal
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(seal == nil ? 1 : 2)
    sink.append(littleEndian: recordCount)
    sink.append(contentsOf: digest.bytes.span)
    guard let seal else { return }
    sink.append(littleEndian: seal.epoch)
    sink.append(contentsOf: seal.tag.bytes.span)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(versions: 1...2, in: bytes)
    recordCount = try reader.read(UInt32.self, from: bytes)
    digest = try reader.readDigest(from: bytes)
    if reader.version == 2 {
      let epoch = try reader.read(UInt32.self, from: bytes)
      guard epoch > 0 else { throw reader.fault(width: 4, found: 0) }
      seal = SealBody(epoch: epoch, tag: try reader.readDigest(from: bytes))
    }
    try reader.finish(bytes)
  }
}
