/// Up to where a log is known to be durable.
public struct DurablePlace: Sendable {
  /// The segment.
  public var segment: UInt32
  /// Where its durable bytes end.
  public var offset: Int
}
