/// A set of inputs or derivations by index, 0 to 31.
public struct ChannelMask: BitwiseCopyable, Equatable, Sendable {
  /// Bit `i` stands for channel `i`.
  public var rawValue: UInt32

  /// Creates a set from its bits.
  public init(rawValue: UInt32 = 0) {
    self.rawValue = rawValue
  }

  /// The first `count` channels.
  ///
  /// - Precondition: `count` is 0 to 32.
  public init(first count: Int) {
    precondition(count >= 0 && count <= 32)
    rawValue = count == 32 ? .max : (1 << UInt32(count)) - 1
  }

  /// Whether channel `index` is in the set.
  public subscript(index: Int) -> Bool {
    get { rawValue & (1 << UInt32(index)) != 0 }
    set {
      let bit: UInt32 = 1 << UInt32(index)
      rawValue = newValue ? rawValue | bit : rawValue & ~bit
    }
  }

  /// How many channels the set holds.
  public var count: Int { rawValue.nonzeroBitCount }

  /// Whether the set holds no channel.
  public var isEmpty: Bool { rawValue == 0 }
}
