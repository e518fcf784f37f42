import Bundle
import Vocabulary

extension FixedText {
  /// A text; nil if it is not printable ASCII and shorter than `capacity`.
  init?(text: String) {
    self.init(ascii: Array(text.utf8).span)
  }

  /// The text as a string.
  public var text: String {
    String(decoding: (0..<count).map { bytes[$0] }, as: UTF8.self)
  }
}

extension ChannelName {
  /// A name; nil if it has more than 16 bytes.
  public init?(text: String) {
    guard text.utf8.count <= Limits.nameBytes else { return nil }
    self.init(shortening: text)
  }

  /// The first 16 bytes of a name, in whole characters.
  public init(shortening text: String) {
    self.init()
    var length = 0
    for scalar in text.unicodeScalars {
      let encoded = UTF8.width(scalar)
      guard length + encoded <= Limits.nameBytes else { return }
      for byte in scalar.utf8 {
        bytes[length] = byte
        length += 1
      }
    }
  }

  /// The name as a string.
  public var text: String {
    String(decoding: (0..<count).map { bytes[$0] }, as: UTF8.self)
  }
}
