extension Span where Element == UInt8 {
  /// Reads as a file is read: as many bytes as there are from an offset on.
  ///
  /// - Parameters:
  ///   - offset: Offset of the first byte.
  ///   - count: Bytes to read.
  ///   - bytes: Where they go.
  /// - Returns: Bytes that were there.
  public func read(at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>) -> Int {
    let available = Swift.max(0, Swift.min(count, self.count - offset))
    for index in 0..<available { bytes[index] = self[offset + index] }
    return available
  }
}
