/// The log on a board, as far as its account for fetching lets it be seen.
public protocol RemoteLog {
  /// The segments there are.
  ///
  /// - Returns: They, by rising number, none twice.
  /// - Throws: `PullFault`.
  func list() throws(PullFault) -> [ListedSegment]

  /// How much of a segment is written.
  ///
  /// - Parameter segment: The segment as listed.
  /// - Returns: Bytes behind which there are only zeros, or nil if the board cannot say.
  /// - Throws: `PullFault`.
  func writtenBytes(of segment: ListedSegment) throws(PullFault) -> Int?

  /// Reads from a segment.
  ///
  /// - Parameters:
  ///   - segment: The segment as listed.
  ///   - offset: Offset of the first byte.
  ///   - count: How many bytes; they lie within the size listed.
  /// - Returns: Exactly so many bytes.
  /// - Throws: `PullFault`; `gone` if the board dropped the segment meanwhile.
  func read(_ segment: ListedSegment, at offset: Int, count: Int) throws(PullFault) -> [UInt8]
}
