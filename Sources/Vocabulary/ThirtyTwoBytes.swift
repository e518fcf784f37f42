/// What is 32 bytes and nothing else: digests and keys. `InlineArray` itself cannot be compared.
public protocol ThirtyTwoBytes: Equatable {
  /// The bytes.
  var bytes: InlineArray<32, UInt8> { get }
}

extension ThirtyTwoBytes {
  /// Whether both have the same bytes.
  public static func == (left: Self, right: Self) -> Bool {
    let (left, right) = (left.bytes, right.bytes)
    for index in 0..<32 where left[index] != right[index] { return false }
    return true
  }
}
