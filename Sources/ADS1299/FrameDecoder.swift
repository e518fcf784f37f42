import Vocabulary

/// Turns what one chip select answered into part of a frame.
enum FrameDecoder {
  /// What was wrong with the answer.
  enum Defect: Error {
    /// A status word does not begin as it should.
    case status
    /// The repeated bytes differ.
    case repetition
  }

  /// Decodes the frames of every chip behind one chip select.
  ///
  /// - Parameters:
  ///   - bytes: The whole answer.
  ///   - settings: How it was asked for.
  ///   - registers: What the chips' registers hold.
  ///   - firstInput: Number of the first chip's first input.
  ///   - frame: Takes the codes and the lead-off bits of these chips' inputs; untouched if there is a defect.
  /// - Throws: `Defect` if nothing in the answer can be trusted.
  static func decode(
    _ bytes: Span<UInt8>, settings: borrowing ADS1299Settings, registers: borrowing RegisterImage, firstInput: Int,
    into frame: inout Frame
  ) throws(Defect) {
    let start = settings.readMode.prefixBytes
    let chips = settings.arrangement.chipsPerSelect
    let end = start + chips * ADS1299Settings.frameBytes
    for chip in 0..<chips where StatusWord(bytes, at: start + chip * ADS1299Settings.frameBytes) == nil {
      throw .status
    }
    for index in 0..<Int(settings.repeatedBytes) where bytes[end + index] != bytes[start + index] {
      throw .repetition
    }
    for chip in 0..<chips {
      decodeChip(
        bytes, at: start + chip * ADS1299Settings.frameBytes, registers: registers, firstInput: firstInput + 8 * chip,
        into: &frame)
    }
  }

  private static func decodeChip(
    _ bytes: Span<UInt8>, at offset: Int, registers: borrowing RegisterImage, firstInput: Int, into frame: inout Frame
  ) {
    guard let status = StatusWord(bytes, at: offset) else { return }
    frame.leadOff.rawValue |= UInt32(status.leadOff(registers: registers)) << UInt32(firstInput)
    for input in 0..<8 {
      frame.codes[firstInput + input] = code(bytes, at: offset + 3 + 3 * input)
    }
  }

  /// A 24-bit two's complement number, most significant byte first, with its sign extended.
  static func code(_ bytes: Span<UInt8>, at offset: Int) -> Int32 {
    let raised =
      UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16 | UInt32(bytes[offset + 2]) << 8
    return Int32(bitPattern: raised) >> 8
  }
}
