/// Reads a file from its start to its end through a fixed buffer.
public struct FileBuffer: ~Copyable {
  /// The most bytes that can be asked for at once.
  public static let capacity = 65_536

  private var file: FileDescriptor
  private var buffer: InlineArray<65_536, UInt8> = InlineArray(repeating: 0)
  private var start = 0
  private var end = 0

  /// Begins at the file's start.
  public init(_ file: consuming FileDescriptor) {
    self.file = file
  }

  /// Takes the next bytes.
  ///
  /// - Parameter count: How many, at most `capacity`.
  /// - Returns: Where they lie for `withBytes`: fewer than `count` only at the file's end.
  /// - Throws: `SystemFault`.
  public mutating func take(_ count: Int) throws(SystemFault) -> Range<Int> {
    precondition(count <= Self.capacity)
    if end - start < count { try fill(until: count) }
    let taken = start..<min(start + count, end)
    start = taken.upperBound
    return taken
  }

  /// Calls `body` with bytes that were taken last.
  public func withBytes<Result: ~Copyable, Fault: Error>(
    in range: Range<Int>, _ body: (Span<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try body(buffer.span.extracting(range))
  }

  /// Moves what is left to the buffer's start and reads until there are `count` bytes or the file ends.
  private mutating func fill(until count: Int) throws(SystemFault) {
    var bytes = buffer.mutableSpan
    for index in start..<end { bytes[index - start] = bytes[index] }
    (start, end) = (0, end - start)
    while end < count {
      let more = try file.read(into: &bytes, at: end)
      if more == 0 { return }
      end += more
    }
  }
}
