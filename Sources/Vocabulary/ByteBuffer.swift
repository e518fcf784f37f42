/// A fixed buffer for one record body: as long as the longest body can be.
public struct ByteBuffer: ByteSink, ~Copyable {
  private var storage: InlineArray<32_768, UInt8>
  /// How many bytes are in use.
  public private(set) var count: Int

  /// Creates an empty buffer.
  public init() {
    storage = InlineArray(repeating: 0)
    count = 0
  }

  /// Forgets all bytes.
  public mutating func removeAll() {
    count = 0
  }

  /// Appends one byte.
  ///
  /// - Precondition: The buffer is not full: bodies are sized by `Limits`, so that a full one is our own mistake.
  public mutating func append(_ byte: UInt8) {
    precondition(count < Limits.recordBodyBytes)
    storage[count] = byte
    count += 1
  }

  /// Calls `body` with the bytes in use.
  ///
  /// - Parameter body: Takes the bytes, valid during the call only.
  /// - Returns: What `body` returns.
  public func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(storage.span.extracting(0..<count))
  }
}
