extension Span where Element == UInt8 {
  /// Reads a little-endian whole number.
  ///
  /// - Parameters:
  ///   - type: The number's type.
  ///   - offset: Offset of its first byte.
  /// - Returns: The number.
  /// - Throws: `ByteRangeFault` if it does not lie within the bytes.
  @inlinable
  public func littleEndian<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int
  ) throws(ByteRangeFault) -> Value {
    let width = Value.bitWidth / 8
    guard offset >= 0 && offset <= count && width <= count - offset else {
      throw ByteRangeFault(offset: offset, count: width, available: count)
    }
    // Within the bytes, as checked; whole numbers have no bits that mean nothing. One load, where the loop over bytes
    // took some fifty instructions for each number of a frame.
    return unsafe withUnsafeBytes { bytes in
      Value(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }

  /// Reads a little-endian whole number from bytes that were found to hold it.
  ///
  /// - Parameters:
  ///   - type: The number's type.
  ///   - offset: Offset of its first byte.
  /// - Returns: The number; 0 where the bytes do not hold it.
  @inlinable
  public func number<Value: FixedWidthInteger>(_ type: Value.Type, at offset: Int) -> Value {
    do throws(ByteRangeFault) { return try littleEndian(type, at: offset) } catch { return 0 }
  }
}
