import Vocabulary

extension Digest {
  /// The digest as 64 hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text((0..<32).map { bytes[$0] }) }
}

extension PublicKey {
  /// The key as 64 hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text((0..<32).map { bytes[$0] }) }
}

extension Signature {
  /// The signature as 128 hexadecimal digits.
  public var hexadecimal: String { Hexadecimal.text((0..<64).map { bytes[$0] }) }
}
