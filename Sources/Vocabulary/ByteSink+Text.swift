/// Text for a person, as printable ASCII.
extension ByteSink where Self: ~Copyable {
  /// Appends a text.
  @inline(never)
  public mutating func write(_ text: StaticString) {
    // A static string's bytes are there for as long as the program.
    let start = unsafe text.utf8Start
    for index in 0..<text.utf8CodeUnitCount { append(unsafe start[index]) }
  }

  /// Appends a text that may end in zeros, without them.
  public mutating func write(zeroTerminated text: Span<UInt8>) {
    for index in text.indices where text[index] != 0 { append(text[index]) }
  }

  /// Appends a number in decimal.
  public mutating func write(_ number: some FixedWidthInteger) {
    write(UInt64(number.magnitude), isNegative: number < 0)
  }

  // One copy of the code, not one for each kind of number and each place.
  @inline(never)
  private mutating func write(_ magnitude: UInt64, isNegative: Bool) {
    if isNegative { append(0x2D) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var (rest, length) = (magnitude, 0)
    repeat {
      digits[length] = 0x30 + UInt8(rest % 10)
      rest /= 10
      length += 1
    } while rest > 0
    for index in (0..<length).reversed() { append(digits[index]) }
  }

  /// Appends a byte in hexadecimal, two digits after `0x`.
  public mutating func write(hexadecimal byte: UInt8) {
    write("0x")
    writeDigits(of: byte)
  }

  /// Appends a digest in hexadecimal.
  public mutating func write(_ digest: Digest) {
    for index in 0..<32 { writeDigits(of: digest.bytes[index]) }
  }

  private mutating func writeDigits(of byte: UInt8) {
    append(Self.digit(byte >> 4))
    append(Self.digit(byte & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }
}
