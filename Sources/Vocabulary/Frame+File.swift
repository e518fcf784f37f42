extension Frame {
  /// Bytes before a frame's codes in a file of frames.
  static let headingBytes = 28

  /// Appends the frame as `FrameFileHeader` describes it.
  ///
  /// - Parameters:
  ///   - inputCount: Inputs in use.
  ///   - sink: Takes the bytes.
  public func encode(inputCount: Int, into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: sampleIndex)
    sink.append(littleEndian: monotonicNanoseconds)
    sink.append(littleEndian: leadOff.rawValue)
    sink.append(littleEndian: invalid.rawValue)
    sink.append(littleEndian: UInt32(discontinuity ? 1 : 0))
    for input in 0..<inputCount { sink.append(littleEndian: codes[input]) }
  }

  /// Decodes a frame; what the bytes do not hold stays as it is.
  ///
  /// - Parameters:
  ///   - bytes: The frame's bytes, from its first.
  ///   - inputCount: Inputs in use.
  /// - Throws: `FrameFileFault` if there are too few bytes or the flags mean nothing.
  public mutating func decode(_ bytes: Span<UInt8>, inputCount: Int) throws(FrameFileFault) {
    let flags: UInt32
    do throws(ByteRangeFault) {
      sampleIndex = try bytes.littleEndian(UInt64.self, at: 0)
      monotonicNanoseconds = try bytes.littleEndian(UInt64.self, at: 8)
      leadOff.rawValue = try bytes.littleEndian(UInt32.self, at: 16)
      invalid.rawValue = try bytes.littleEndian(UInt32.self, at: 20)
      flags = try bytes.littleEndian(UInt32.self, at: 24)
      for input in 0..<inputCount {
        codes[input] = try bytes.littleEndian(Int32.self, at: Frame.headingBytes + 4 * input)
      }
    } catch {
      throw .truncated(offset: bytes.count)
    }
    guard flags <= 1 else { throw .flags(found: flags) }
    discontinuity = flags == 1
  }
}
