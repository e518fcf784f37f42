import Vocabulary

/// Bytes that grow, for what is written on the host.
public struct ByteArray: ByteSink, Sendable {
  /// The bytes so far.
  public var bytes: [UInt8] = []

  /// Creates none.
  public init() {}

  /// Appends a byte.
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends zeros up to a multiple of `alignment`.
  mutating func align(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }
}
