import Vocabulary

extension Digest {
  /// The digest in hexadecimal, 64 characters.
  public var text: String {
    (0..<32).map { index in
      let text = String(bytes[index], radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
