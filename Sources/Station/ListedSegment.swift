import EventLog

/// A segment as a board lists it.
public struct ListedSegment: Equatable, Sendable {
  /// The longest segment that is fetched: it is checked in memory.
  public static let mostBytes = 268_435_456

  /// The segment's number, from its name: no other name gets past here.
  public let number: UInt32
  /// Bytes of its file, used or not.
  public let byteCount: Int

  /// The name of its file, here as on the board.
  public var name: String { SegmentName.name(of: number) }

  /// Reads a line `NAME SIZE`; nil if it is not the name of a segment and a size that one can have.
  ///
  /// - Parameter line: The line, without its end.
  public init?(line: some StringProtocol) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = SegmentName.number(of: String(parts[0])), let byteCount = Int(parts[1]),
      String(byteCount) == parts[1], byteCount >= 0, byteCount <= Self.mostBytes
    else { return nil }
    self.number = number
    self.byteCount = byteCount
  }
}
