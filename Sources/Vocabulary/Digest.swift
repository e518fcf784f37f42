/// A SHA-256 digest.
public struct Digest: ThirtyTwoBytes, Sendable {
  /// The digest's 32 bytes.
  public var bytes: InlineArray<32, UInt8>

  /// Creates a digest of zeros, which stands for "none".
  public init() {
    bytes = InlineArray(repeating: 0)
  }
}
