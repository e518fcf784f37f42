import Vocabulary

/// Bytes that grow, for what is written on the host.
struct ByteArray: ByteSink {
  /// The bytes so far.
  var bytes: [UInt8] = []

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends zeros up to a multiple of `alignment`.
  mutating func align(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }
}
