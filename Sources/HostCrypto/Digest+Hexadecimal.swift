import Vocabulary

extension Digest {
  /// The digest as 64 hexadecimal digits.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for index in 0..<32 {
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
    return text
  }
}
