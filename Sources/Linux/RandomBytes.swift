import CLinux

/// The kernel's random numbers.
public enum RandomBytes {
  /// A number for a person of whom nothing is known.
  public static func pseudonym() -> InlineArray<16, UInt8> {
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    var span = bytes.mutableSpan
    fill(&span)
    return bytes
  }

  /// Fills bytes; leaves zeros where the kernel has none, which only a board without any entropy can be.
  public static func fill(_ bytes: inout MutableSpan<UInt8>) {
    // The kernel fills no more than the span, during the call.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      _ = unsafe linux_random(buffer.baseAddress, buffer.count)
    }
  }
}
