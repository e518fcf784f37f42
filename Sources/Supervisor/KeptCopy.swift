import Vocabulary

/// A copy of a part of what is kept, as bytes, little-endian.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 4 | magic, `PRKS` |
/// | 4 | 1 | version, 1 |
/// | 5 | 1 | the part's own |
/// | 6 | 1 | which part |
/// | 7 | 1 | zero |
/// | 8 | 8 | sequence: the copy with the higher one is the newer |
/// | 16 | n | the part's content, of a length of its own |
/// | 16 + n | 4 | CRC-32C over the bytes before |
public enum KeptCopy {
  /// Where the content begins.
  public static let contentOffset = 16
  /// Bytes around the content.
  public static let overhead = 20
  /// Room for the longest copy, and one byte more: a longer file is none.
  public typealias Room = InlineArray<16_421, UInt8>
  /// Room for a request or an answer, and one byte more.
  typealias RequestRoom = InlineArray<25, UInt8>
  private static let magic: UInt32 = 0x534B_5250
  private static let version: UInt8 = 1

  /// Appends a copy.
  ///
  /// - Parameters:
  ///   - part: Which part.
  ///   - flags: The part's own byte.
  ///   - sequence: How often it was written before.
  ///   - content: Its content, as long as the part's is.
  ///   - sink: Takes the bytes.
  public static func append(
    _ part: KeptPart, flags: UInt8 = 0, sequence: UInt64, content: Span<UInt8>, to sink: inout ByteBuffer
  ) {
    let start = begin(part, flags: flags, sequence: sequence, in: &sink)
    sink.append(contentsOf: content)
    end(part, from: start, in: &sink)
  }

  /// Appends what stands before a copy's content; the content is to follow, then `end`.
  ///
  /// - Returns: Where the copy begins.
  static func begin(_ part: KeptPart, flags: UInt8, sequence: UInt64, in sink: inout ByteBuffer) -> Int {
    let start = sink.count
    sink.append(littleEndian: magic)
    sink.append(version)
    sink.append(flags)
    sink.append(part.rawValue)
    sink.append(0)
    sink.append(littleEndian: sequence)
    return start
  }

  /// Ends a copy whose content is in.
  static func end(_ part: KeptPart, from start: Int, in sink: inout ByteBuffer) {
    precondition(sink.count - start == contentOffset + part.contentBytes)
    let check = sink.withBytes { Self.check(of: $0.extracting(start..<$0.count)) }
    sink.append(littleEndian: check)
  }

  /// Looks at a copy.
  ///
  /// - Parameters:
  ///   - bytes: All of it.
  ///   - part: Which part it has to be.
  /// - Returns: Its sequence; nil for anything but a whole one.
  public static func sequence(of bytes: Span<UInt8>, _ part: KeptPart) -> UInt64? {
    guard bytes.count == part.contentBytes + overhead else { return nil }
    let end = bytes.count - 4
    do throws(ByteRangeFault) {
      guard try bytes.littleEndian(UInt32.self, at: end) == check(of: bytes.extracting(0..<end)),
        try bytes.littleEndian(UInt32.self, at: 0) == magic, bytes[4] == version, bytes[6] == part.rawValue,
        bytes[7] == 0
      else { return nil }
      return try bytes.littleEndian(UInt64.self, at: 8)
    } catch { return nil }
  }

  /// Where the content lies in a whole copy.
  public static func content(of bytes: Span<UInt8>) -> Range<Int> { contentOffset..<bytes.count - 4 }

  private static func check(of bytes: Span<UInt8>) -> UInt32 {
    var check = CyclicRedundancyCheck()
    check.update(bytes)
    return check.value
  }
}
