import Vocabulary

/// A seal: a key vouches for everything in the segment before it, and through the header for all segments before.
///
/// Body, version 1: version u8, epoch u32, tag 32 bytes (`SealState.tag`).
public struct SealBody: RecordBody, Equatable, Sendable {
  /// Bytes of a seal's body.
  public static let byteCount = 37
  /// Bytes of the body before the tag.
  public static let tagOffset = 5

  public static var recordKind: RecordKind { .seal }

  /// The epoch whose key made the tag.
  public var epoch: UInt32
  /// The tag.
  public var tag: Digest

  /// Creates a seal.
  public init(epoch: UInt32, tag: Digest = Digest()) {
    self.epoch = epoch
    self.tag = tag
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: epoch)
    sink.append(contentsOf: tag.bytes.span)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    epoch = try reader.read(UInt32.self, from: bytes)
    guard epoch > 0 else { throw reader.fault(width: 4, found: 0) }
    tag = try reader.readDigest(from: bytes)
    try reader.finish(bytes)
  }
}
