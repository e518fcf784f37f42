import EventLog

/// How much room a board's log and its disk have, as the board itself counts it. What it could not tell is nil.
///
/// A log grows segment by segment up to its limit; from then on each new segment takes the place of the oldest. A disk
/// that is full before that stops it.
public struct StorageRoom: Equatable, Sendable {
  /// What is wrong with the place where the log lies.
  public enum Trouble: String, Sendable {
    /// Nothing can be written there.
    case readOnly = "read_only"
    /// The log's next segment does not fit the disk.
    case full
    /// The disk is full soon, and the log is not as long by then as it may be.
    case nearlyFull = "nearly_full"
  }

  /// A disk that is full within so many seconds is nearly full: three days, longer than a weekend.
  public static let leastSeconds = 3.0 * 86_400
  /// Where it is not known how fast the log grows, a disk that takes fewer segments is.
  static let fewestSegments = 2
  private static let mostSegments = Int(SegmentHeader.highestNumber)

  /// Segments from the oldest to the newest.
  public var segments: Int?
  /// Segments that the log may have.
  public var segmentLimit: Int?
  /// Bytes of a segment.
  public var segmentBytes: Int?
  /// Bytes that the newest segment still takes.
  public var newestRoomBytes: Int?
  /// Bytes that the disk still takes.
  public var freeBytes: Int?
  /// Whether the disk can only be read.
  public var isReadOnly: Bool?

  /// Reads the board's answer to `storage`: words `NAME=VALUE`. A word that is not known, or makes no sense, tells
  /// nothing; nil where none does.
  ///
  /// - Parameter answer: The line.
  init?(answer: String) {
    let line = answer.prefix { $0 != "\n" }
    for word in line.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let value = String(parts[1])
      switch parts[0] {
      case "segments": segments = Self.number(value, in: 0...Self.mostSegments)
      case "limit": segmentLimit = Self.number(value, in: 2...Self.mostSegments)
      case "segment_bytes": segmentBytes = Self.number(value, in: 1...LogPolicy.mostSegmentBytes)
      case "room_bytes": newestRoomBytes = Self.number(value, in: 0...LogPolicy.mostSegmentBytes)
      case "free_bytes": freeBytes = Self.number(value, in: 0...1 << 60)
      case "access": isReadOnly = value == "read-only" ? true : value == "writable" ? false : nil
      default: break
      }
    }
    guard self != StorageRoom() else { return nil }
  }

  private init() {}

  private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  /// Segments that the log may still begin without dropping one.
  var segmentsToLimit: Int? {
    guard let segments, let segmentLimit else { return nil }
    return max(0, segmentLimit - segments)
  }

  /// Segments for which the disk has room.
  private var segmentsOnDisk: Int? {
    guard let freeBytes, let segmentBytes else { return nil }
    return freeBytes / segmentBytes
  }

  /// Bytes that the log takes before its oldest are overwritten; nil where not known, or the disk is full first.
  public var bytesToOverwriting: Int? {
    guard let segmentsToLimit, let segmentBytes, let newestRoomBytes, bytesToFull == nil,
      segmentsToLimit == 0 || segmentsOnDisk != nil
    else { return nil }
    return segmentsToLimit * segmentBytes + newestRoomBytes
  }

  /// Bytes that the log takes before the disk is full; nil where that is not known, or the log may not grow as far.
  public var bytesToFull: Int? {
    guard let segmentsToLimit, let segmentsOnDisk, let segmentBytes, let newestRoomBytes,
      segmentsOnDisk < segmentsToLimit
    else { return nil }
    return segmentsOnDisk * segmentBytes + newestRoomBytes
  }

  /// Whether every new segment takes the place of the oldest.
  var isLogFull: Bool { segmentsToLimit == 0 }

  /// What is wrong.
  ///
  /// - Parameter bytesPerSecond: How fast the log grows; nil where that is not known yet.
  /// - Returns: nil where nothing is.
  public func trouble(_ bytesPerSecond: Double?) -> Trouble? {
    if isReadOnly == true { return .readOnly }
    guard let bytesToFull, let segmentsOnDisk else { return freeBytes == 0 && segments == 0 ? .full : nil }
    if segmentsOnDisk == 0 { return .full }
    guard let bytesPerSecond else { return segmentsOnDisk < Self.fewestSegments ? .nearlyFull : nil }
    return Double(bytesToFull) < bytesPerSecond * Self.leastSeconds ? .nearlyFull : nil
  }
}
