/// A SHA-256 digest.
public struct Digest: Equatable, Sendable {
  /// The digest's 32 bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Creates a digest of zeros, which stands for "none".
  public init() {
    bytes = InlineArray(repeating: 0)
  }

  /// Whether both digests have the same bytes.
  public static func == (left: Digest, right: Digest) -> Bool {
    for index in 0..<32 where left.bytes[index] != right.bytes[index] { return false }
    return true
  }
}
