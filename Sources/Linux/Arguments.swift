import Vocabulary

/// The program's arguments, read from `/proc/self/cmdline`: Embedded Swift has no `CommandLine`.
public struct Arguments: ~Copyable {
  /// The most bytes all arguments may have together.
  public static let capacity = 8192

  private var bytes: InlineArray<8192, UInt8>
  private var length: Int

  /// Reads the arguments.
  ///
  /// - Throws: `SystemFault`, also for more than `capacity` bytes of arguments.
  public init() throws(SystemFault) {
    bytes = InlineArray(repeating: 0)
    length = 0
    let path: InlineArray<19, UInt8> = [
      0x2F, 0x70, 0x72, 0x6F, 0x63, 0x2F, 0x73, 0x65, 0x6C, 0x66, 0x2F, 0x63, 0x6D, 0x64, 0x6C, 0x69, 0x6E, 0x65, 0,
    ]
    var file = try FileDescriptor(openingForReading: path.span)
    while true {
      guard length < Self.capacity else { throw SystemFault(.arguments, code: 7) }
      var free = bytes.mutableSpan
      let count = try file.read(into: &free, at: length)
      if count == 0 { break }
      length += count
    }
  }

  /// Where the argument that begins at `offset` lies, its closing zero included; nil after the last.
  public func argument(at offset: Int) -> Range<Int>? {
    guard offset < length else { return nil }
    var end = offset
    while end < length && bytes[end] != 0 { end += 1 }
    return offset..<min(end + 1, length)
  }

  /// Whether the argument in `range` is `text`.
  public func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount + 1 else { return false }
    // A static string's bytes are there for as long as the program.
    let start = unsafe text.utf8Start
    for index in 0..<text.utf8CodeUnitCount {
      let expected = unsafe start[index]
      guard bytes[range.lowerBound + index] == expected else { return false }
    }
    return true
  }

  /// Calls `body` with the bytes of an argument, its closing zero included.
  public func withArgument<Result: ~Copyable, Fault: Error>(
    in range: Range<Int>, _ body: (Span<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try body(bytes.span.extracting(range))
  }
}
