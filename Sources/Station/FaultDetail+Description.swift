import Bundle
import Vocabulary

extension FaultDetail: CustomStringConvertible {
  /// The sentence that the board writes, too; empty for `.none`.
  public var description: String {
    var text = DetailText()
    write(to: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// Bytes of a text.
private struct DetailText: ByteSink {
  var bytes: [UInt8] = []

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
}
