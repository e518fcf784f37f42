/// A format's fault that can say that the bytes ended too early.
public protocol ByteRangeError: Error {
  /// The fault for a read past the end.
  init(_ range: ByteRangeFault)
}

extension ByteRangeFault: ByteRangeError {
  /// The fault itself, for formats that have none of their own.
  @inlinable
  public init(_ range: ByteRangeFault) {
    self = range
  }
}
