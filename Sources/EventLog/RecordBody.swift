import Vocabulary

/// What a record holds, as canonical bytes: little-endian, without clocks, the first byte its version.
///
/// Equal values have equal bytes on every machine, so that a digest over bodies stands for what was decided.
public protocol RecordBody {
  /// The kind of record whose body this is.
  static var recordKind: RecordKind { get }

  /// Appends the canonical bytes.
  ///
  /// - Parameter sink: Takes at most `Limits.recordBodyBytes`.
  func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink)

  /// Reads canonical bytes back; any bytes may be given.
  ///
  /// - Parameter bytes: The whole body and nothing else.
  /// - Throws: `BodyFault`, with the first offset at which the bytes are not such a body.
  init(decoding bytes: Span<UInt8>) throws(BodyFault)
}
