extension Span where Element == UInt8 {
  /// Reads a little-endian whole number.
  ///
  /// - Parameters:
  ///   - type: The number's type.
  ///   - offset: Offset of its first byte.
  /// - Returns: The number.
  /// - Throws: `ByteRangeFault` if it does not lie within the bytes.
  public func littleEndian<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int
  ) throws(ByteRangeFault) -> Value {
    let width = Value.bitWidth / 8
    guard offset >= 0 && offset <= count && width <= count - offset else {
      throw ByteRangeFault(offset: offset, count: width, available: count)
    }
    var value: Value = 0
    for index in 0..<width {
      value |= Value(truncatingIfNeeded: self[offset + index]) << Value(truncatingIfNeeded: 8 * index)
    }
    return value
  }
}
