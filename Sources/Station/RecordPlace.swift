/// Where a record lies in a log.
public struct RecordPlace: Comparable, Sendable {
  /// The segment's number.
  public let segment: UInt32
  /// Where it begins in the segment.
  public let offset: Int

  public static func < (first: RecordPlace, second: RecordPlace) -> Bool {
    (first.segment, first.offset) < (second.segment, second.offset)
  }
}
