/// The inner loops of decoding: little-endian two's complement samples to Int32.
enum SampleDecoding {
  /// Decodes 16-bit samples.
  ///
  /// - Returns: How many lie outside `declared`.
  static func int16(
    _ bytes: Span<UInt8>, count: Int, declared: (Int32, Int32), into codes: inout MutableSpan<Int32>,
    from start: Int, stride: Int
  ) -> Int {
    var outside = 0
    var place = start
    for index in 0..<count {
      let low = UInt16(bytes[2 &* index])
      let high = UInt16(bytes[2 &* index &+ 1])
      let code = Int32(Int16(bitPattern: low | high << 8))
      codes[place] = code
      place &+= stride
      outside &+= code < declared.0 || code > declared.1 ? 1 : 0
    }
    return outside
  }

  /// Decodes 24-bit samples.
  ///
  /// - Returns: How many lie outside `declared`.
  static func int24(
    _ bytes: Span<UInt8>, count: Int, declared: (Int32, Int32), into codes: inout MutableSpan<Int32>,
    from start: Int, stride: Int
  ) -> Int {
    var outside = 0
    var place = start
    for index in 0..<count {
      let low = UInt32(bytes[3 &* index])
      let middle = UInt32(bytes[3 &* index &+ 1])
      let high = UInt32(bytes[3 &* index &+ 2])
      // The sample's 24 bits at the top, so that the shift back extends the sign.
      let code = Int32(bitPattern: low << 8 | middle << 16 | high << 24) >> 8
      codes[place] = code
      place &+= stride
      outside &+= code < declared.0 || code > declared.1 ? 1 : 0
    }
    return outside
  }
}
