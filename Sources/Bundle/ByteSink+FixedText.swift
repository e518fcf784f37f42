import Vocabulary

extension ByteSink where Self: ~Copyable {
  /// Appends a text, zero-padded.
  mutating func append<let capacity: Int>(_ text: FixedText<capacity>) {
    for index in 0..<capacity { append(text.bytes[index]) }
  }
}
