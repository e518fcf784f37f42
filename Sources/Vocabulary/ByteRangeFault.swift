/// A read past the end of some bytes: what was asked for and what there is.
public struct ByteRangeFault: Error, Equatable, Sendable {
  /// Offset of the first byte asked for.
  public let offset: Int
  /// Number of bytes asked for.
  public let count: Int
  /// Number of bytes there are.
  public let available: Int

  @inlinable
  init(offset: Int, count: Int, available: Int) {
    self.offset = offset
    self.count = count
    self.available = available
  }
}
