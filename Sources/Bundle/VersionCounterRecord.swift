import Vocabulary

/// The highest version counter that a board has run, as its file holds it: 16 bytes, so that a bundle that was replaced for
/// its defects never comes back.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | the counter |
/// | 8 | 4 | magic, `PRVC` |
/// | 12 | 4 | CRC-32C over the bytes before |
public struct VersionCounterRecord: Equatable, Sendable {
  /// Why a file is not believed.
  public enum Fault: Error, Equatable, Sendable {
    /// It is not 16 bytes long.
    case length(found: Int)
    /// It holds something else, or something damaged.
    case content
  }

  /// Bytes of the file.
  public static let byteCount = 16
  private static let magic: UInt32 = 0x4356_5250

  /// The counter.
  public var counter: UInt64

  /// Creates a record.
  public init(counter: UInt64) {
    self.counter = counter
  }

  /// Reads a file's bytes.
  ///
  /// - Parameter bytes: All of them.
  /// - Throws: `Fault`.
  public init(_ bytes: Span<UInt8>) throws(Fault) {
    guard bytes.count == Self.byteCount else { throw .length(found: bytes.count) }
    let magic: UInt32
    let check: UInt32
    do throws(ByteRangeFault) {
      counter = try bytes.littleEndian(UInt64.self, at: 0)
      magic = try bytes.littleEndian(UInt32.self, at: 8)
      check = try bytes.littleEndian(UInt32.self, at: 12)
    } catch { throw .content }
    guard magic == Self.magic && check == Self.check(of: bytes) else { throw .content }
  }

  /// The file's bytes.
  public var bytes: InlineArray<16, UInt8> {
    var bytes = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: counter >> UInt64(8 * index)) }
    for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: Self.magic >> UInt32(8 * index)) }
    let check = Self.check(of: bytes.span)
    for index in 0..<4 { bytes[12 + index] = UInt8(truncatingIfNeeded: check >> UInt32(8 * index)) }
    return bytes
  }

  private static func check(of bytes: Span<UInt8>) -> UInt32 {
    var check = CyclicRedundancyCheck()
    check.update(bytes.extracting(0..<12))
    return check.value
  }
}
