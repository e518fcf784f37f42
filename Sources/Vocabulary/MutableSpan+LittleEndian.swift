extension MutableSpan where Element == UInt8 {
  /// Writes a whole number, little-endian.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - offset: Offset of its first byte; all of its bytes lie within the span.
  @inlinable
  public mutating func put<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
    for index in 0..<Value.bitWidth / 8 { self[offset + index] = UInt8(truncatingIfNeeded: value >> Value(8 * index)) }
  }
}
