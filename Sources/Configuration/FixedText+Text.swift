import Bundle
import Vocabulary

extension FixedText {
  /// A text that was checked before.
  ///
  /// - Precondition: `text` is printable ASCII and shorter than `capacity`.
  init(text: String) {
    guard let fixed = FixedText(ascii: Array(text.utf8).span) else {
      preconditionFailure("'\(text)' is not printable ASCII of less than \(capacity) bytes")
    }
    self = fixed
  }

  /// The text as a string.
  public var text: String {
    String(decoding: (0..<count).map { bytes[$0] }, as: UTF8.self)
  }
}

extension ChannelName {
  /// A name that was checked before.
  ///
  /// - Precondition: `text` has at most 16 bytes.
  public init(text: String) {
    precondition(text.utf8.count <= Limits.nameBytes)
    self.init()
    for (index, byte) in text.utf8.enumerated() { bytes[index] = byte }
  }

  /// The name as a string.
  public var text: String {
    String(decoding: (0..<count).map { bytes[$0] }, as: UTF8.self)
  }
}
