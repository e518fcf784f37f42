import CLinux
import Vocabulary

/// Text for a person or a program, written in one piece when it is flushed or full.
public struct TextOutput: TextSink, ~Copyable {
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
}
