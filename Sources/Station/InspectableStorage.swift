import EventLog

/// A storage whose segments can be named and counted, for reading a log that may be damaged.
public protocol InspectableStorage: SegmentStorage, ~Copyable {
  /// The numbers of the segments that are there, in order.
  var numbers: [UInt32] { get }

  /// Bytes of a segment; 0 if it is not there.
  func byteCount(of segment: UInt32) -> Int

  /// What people call the segment: its file's name.
  func name(of segment: UInt32) -> String

  /// A segment that is hashed while it is read, if the storage does that; asked for in order.
  mutating func hashed(_ segment: UInt32) -> HashedSegment?
}

extension InspectableStorage where Self: ~Copyable {
  /// None: whoever reads hashes what was read.
  public mutating func hashed(_ segment: UInt32) -> HashedSegment? { nil }
}
