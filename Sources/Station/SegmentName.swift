import EventLog

/// The names of segments' files: `segment-00000001.plog`.
enum SegmentName {
  private static let prefix = "segment-"
  private static let suffix = ".plog"
  private static let digits = 8

  /// The file name of a segment.
  static func name(of segment: UInt32) -> String {
    let number = String(segment)
    return prefix + String(repeating: "0", count: max(0, digits - number.count)) + number + suffix
  }

  /// The segment that a file's name means, or nil for a file that is none.
  static func number(of name: String) -> UInt32? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    guard let number = UInt32(name.dropFirst(prefix.count).dropLast(suffix.count)), number > 0,
      number <= SegmentHeader.highestNumber
    else { return nil }
    return self.name(of: number) == name ? number : nil
  }
}
