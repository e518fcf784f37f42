import Vocabulary

/// A growing array as a byte sink.
struct ByteArray: ByteSink {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }
}
