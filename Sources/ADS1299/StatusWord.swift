import Vocabulary

/// The first 24 bits of a frame: `1100`, LOFF_STATP, LOFF_STATN, GPIO[7:4] (data sheet SBAS499, section 9.4.4.2).
struct StatusWord: Equatable {
  /// The positive inputs whose comparator reports off.
  var positiveOff: UInt8
  /// The negative inputs whose comparator reports off.
  var negativeOff: UInt8

  /// Decodes the word, or nil if it does not begin with `1100`: a bit has slipped, or the line is dead.
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard bytes[offset] >> 4 == 0b1100 else { return nil }
    positiveOff = bytes[offset] << 4 | bytes[offset + 1] >> 4
    negativeOff = bytes[offset + 1] << 4 | bytes[offset + 2] >> 4
  }

  /// The inputs that are off: a comparator means something only where its input is watched.
  func leadOff(registers: RegisterImage) -> UInt8 {
    positiveOff & registers[.leadOffPositive] | negativeOff & registers[.leadOffNegative]
  }
}
