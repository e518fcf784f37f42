/// A fixed buffer for one record body: as long as the longest body can be.
public struct ByteBuffer: ByteSink, ~Copyable {
  @usableFromInline
  var storage: InlineArray<32_768, UInt8>
  @usableFromInline
  var filled: Int

  /// How many bytes are in use.
  @inlinable
  public var count: Int { filled }

  /// Creates an empty buffer.
  public init() {
    storage = InlineArray(repeating: 0)
    filled = 0
  }

  /// Forgets all bytes.
  public mutating func removeAll() {
    filled = 0
  }

  /// Appends one byte.
  ///
  /// - Precondition: The buffer is not full: bodies are sized by `Limits`, so that a full one is our own mistake.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    precondition(filled < Limits.recordBodyBytes)
    storage[filled] = byte
    filled += 1
  }

  /// Lets `body` change some of the bytes in use.
  ///
  /// - Parameters:
  ///   - range: Which.
  ///   - body: Takes them, valid during the call only.
  public mutating func change(_ range: Range<Int>, _ body: (inout MutableSpan<UInt8>) -> Void) {
    precondition(range.upperBound <= filled)
    var all = storage.mutableSpan
    var bytes = all._mutatingExtracting(range)
    body(&bytes)
  }

  /// Calls `body` with the bytes in use.
  ///
  /// - Parameter body: Takes the bytes, valid during the call only.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public func withBytes<Result: ~Copyable, Fault: Error>(
    _ body: (Span<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try body(storage.span.extracting(0..<filled))
  }
}
