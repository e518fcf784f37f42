import CLinux
import Vocabulary

/// Text for a person or a program, written in one piece when it is flushed or full.
public struct TextOutput: ByteSink, ~Copyable {
  private let descriptor: Int32
  private var buffer: InlineArray<512, UInt8>
  private var count: Int

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    buffer = InlineArray(repeating: 0)
    count = 0
  }

  /// Standard output: the answer.
  public static func standardOutput() -> TextOutput { TextOutput(descriptor: STDOUT_FILENO) }

  /// Standard error: notes and what went wrong.
  public static func standardError() -> TextOutput { TextOutput(descriptor: STDERR_FILENO) }

  /// Appends one byte.
  public mutating func append(_ byte: UInt8) {
    if count == 512 { flush() }
    buffer[count] = byte
    count += 1
  }

  /// Appends a text.
  @inline(never)
  public mutating func write(_ text: StaticString) {
    // A static string's bytes are there for as long as the program.
    let start = unsafe text.utf8Start
    for index in 0..<text.utf8CodeUnitCount { append(unsafe start[index]) }
  }

  /// Appends a text that ends in zero, without the zero.
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

  /// Appends a digest in hexadecimal.
  public mutating func write(_ digest: Digest) {
    for index in 0..<32 {
      append(Self.hexadecimal(digest.bytes[index] >> 4))
      append(Self.hexadecimal(digest.bytes[index] & 15))
    }
  }

  /// Writes what is buffered; what cannot be written is lost, since there is nobody left to tell.
  public mutating func flush() {
    var written = 0
    while written < count {
      let rest = buffer.span.extracting(written..<count)
      // The kernel only reads the span's bytes, during the call.
      let result = unsafe rest.withUnsafeBytes { unsafe linux_write(descriptor, $0.baseAddress, $0.count) }
      if result <= 0 { break }
      written += result
    }
    count = 0
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? 0x30 + digit : 0x61 + digit - 10
  }
}
