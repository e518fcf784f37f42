/// Which segments a storage holds.
public struct SegmentRange: Equatable, Sendable {
  /// The lowest number, 0 if there is none.
  public var first: UInt32
  /// The highest number, 0 if there is none.
  public var last: UInt32

  /// Creates a range.
  public init(first: UInt32 = 0, last: UInt32 = 0) {
    self.first = first
    self.last = last
  }

  /// Whether there is no segment.
  public var isEmpty: Bool { last == 0 }

  /// How many segments there are if none is missing in between.
  public var count: UInt32 { isEmpty ? 0 : last - first + 1 }
}
