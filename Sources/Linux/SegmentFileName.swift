import EventLog

/// The names of segments' files, `segment-00000001.plog`, as bytes that end in zero.
enum SegmentFileName {
  private static let digits = 8..<16

  /// The file name of a segment.
  static func name(of segment: UInt32) -> InlineArray<22, UInt8> {
    // "segment-00000000.plog"
    var name: InlineArray<22, UInt8> = [
      0x73, 0x65, 0x67, 0x6D, 0x65, 0x6E, 0x74, 0x2D, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x2E, 0x70, 0x6C,
      0x6F, 0x67, 0,
    ]
    var rest = segment
    for index in digits.reversed() {
      name[index] = 0x30 + UInt8(rest % 10)
      rest /= 10
    }
    return name
  }

  /// The segment that a file's name means.
  ///
  /// - Parameter bytes: The name, its closing zero, and whatever follows.
  /// - Returns: Its number, or nil for a file that is none.
  static func number(of bytes: Span<UInt8>) -> UInt32? {
    guard bytes.count >= 22 else { return nil }
    var number: UInt32 = 0
    for index in digits {
      guard bytes[index] >= 0x30 && bytes[index] <= 0x39 else { return nil }
      number = 10 * number + UInt32(bytes[index] - 0x30)
    }
    guard number > 0 && number <= SegmentHeader.highestNumber else { return nil }
    let name = name(of: number)
    for index in 0..<22 where bytes[index] != name[index] { return nil }
    return number
  }
}
