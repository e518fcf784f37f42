import Vocabulary

/// A byte sink that grows.
struct ByteList: ByteSink {
  var bytes: [UInt8] = []

  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }
}
