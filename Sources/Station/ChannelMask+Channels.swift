import Vocabulary

extension ChannelMask {
  /// The channels in the set, the lowest first, without asking for each that is not.
  @inlinable
  public var channels: Channels { Channels(rest: rawValue) }

  /// The channels of a set.
  public struct Channels: Sequence, IteratorProtocol {
    @usableFromInline
    var rest: UInt32

    @inlinable
    init(rest: UInt32) {
      self.rest = rest
    }

    /// The next channel.
    @inlinable
    public mutating func next() -> Int? {
      guard rest != 0 else { return nil }
      defer { rest &= rest - 1 }
      return rest.trailingZeroBitCount
    }
  }
}
