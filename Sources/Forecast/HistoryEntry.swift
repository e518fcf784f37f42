/// An entry of a history.
public struct HistoryEntry: BitwiseCopyable, Equatable, Sendable {
  /// When it was, or began: UTC, seconds since 1970.
  public var second: Int64
  /// What it is.
  public var kind: HistoryKind
  /// How sure an event is, from 1 to 256 (sure); 0 for a stretch.
  public var weight: UInt16
  /// Seconds that a stretch lasts; 0 for an event.
  public var length: UInt32

  /// Creates an entry.
  public init(second: Int64, kind: HistoryKind, weight: UInt16, length: UInt32) {
    self.second = second
    self.kind = kind
    self.weight = weight
    self.length = length
  }
}
