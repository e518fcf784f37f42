/// The inner loops of decoding: little-endian two's complement samples to Int32.
enum SampleDecoding {
  /// Decodes 16-bit samples.
  ///
  /// - Returns: How many lie outside `declared`.
  static func int16(
    _ bytes: Span<UInt8>, count: Int, declared: (Int32, Int32), into codes: inout MutableSpan<Int32>,
    from start: Int
  ) -> Int {
    unsafe decode(bytes, count: count, width: 2, declared: declared, into: &codes, from: start) { bytes in
      // One load of two bytes, so that the compiler decodes many samples at once.
      Int32(Int16(littleEndian: unsafe UnsafeRawPointer(bytes).loadUnaligned(as: Int16.self)))
    }
  }

  /// Decodes 24-bit samples.
  ///
  /// - Returns: How many lie outside `declared`.
  static func int24(
    _ bytes: Span<UInt8>, count: Int, declared: (Int32, Int32), into codes: inout MutableSpan<Int32>,
    from start: Int
  ) -> Int {
    unsafe decode(bytes, count: count, width: 3, declared: declared, into: &codes, from: start) { bytes in
      // The sample's 24 bits at the top, so that the shift back extends the sign.
      Int32(bitPattern: unsafe UInt32(bytes[0]) << 8 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 24) >> 8
    }
  }

  /// Decodes samples of `width` bytes, each by `sample`, which reads that many.
  ///
  /// Places are checked once for all samples, not one by one.
  @inline(__always)
  private static func decode(
    _ bytes: Span<UInt8>, count: Int, width: Int, declared: (Int32, Int32), into codes: inout MutableSpan<Int32>,
    from start: Int, sample: (UnsafePointer<UInt8>) -> Int32
  ) -> Int {
    guard count > 0 else { return 0 }
    precondition(width * count <= bytes.count && start >= 0 && start + count <= codes.count)
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe codes.withUnsafeMutableBufferPointer { codes in
        guard let source = bytes.baseAddress, let target = codes.baseAddress else { return 0 }
        var outside: Int32 = 0
        for index in 0..<count {
          let code = unsafe sample(source + width &* index)
          unsafe target[start &+ index] = code
          // Two comparisons and no branch between them, so that the compiler makes them for many samples at once.
          outside &+= (code < declared.0 ? 1 : 0) &+ (code > declared.1 ? 1 : 0)
        }
        return Int(outside)
      }
    }
  }
}
