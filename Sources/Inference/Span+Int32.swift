extension Span where Element == UInt8 {
  /// A little-endian Int32 whose place a `ModelPlan` has checked.
  @inline(__always)
  func int32(at offset: Int) -> Int32 {
    // One check for the four bytes, which the compiler then loads as one word.
    let bytes = extracting(offset..<(offset + 4))
    let low = UInt32(bytes[0]) | UInt32(bytes[1]) << 8
    let high = UInt32(bytes[2]) | UInt32(bytes[3]) << 8
    return Int32(bitPattern: low | high << 16)
  }
}
