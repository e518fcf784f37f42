import Alarms
import Vocabulary

/// What the board keeps over restarts, as each of its two copies holds it: 56 bytes, little-endian, less than a sector.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 4 | magic, `PRKS` |
/// | 4 | 1 | version, 1 |
/// | 5 | 1 | 1: a seizure alarm that nobody has acknowledged |
/// | 6 | 2 | zeros |
/// | 8 | 8 | sequence: the copy with the higher one is the newer |
/// | 16 | 8 | the highest version counter of a bundle that was run |
/// | 24 | 4 | number of the seizure event that was shown last |
/// | 28 | 4 | zeros |
/// | 32 | 8 | until when the seizure alarm's sound is paused, monotonic nanoseconds |
/// | 40 | 8 | until when the technical alarm's |
/// | 48 | 4 | zeros |
/// | 52 | 4 | CRC-32C over the bytes before |
public struct KeptState: BitwiseCopyable, Equatable, Sendable {
  /// Bytes of a copy.
  public static let byteCount = 56
  private static let magic: UInt32 = 0x534B_5250
  private static let version: UInt8 = 1
  private static let checkOffset = 52

  /// How often a state was written before.
  public var sequence: UInt64 = 0
  /// The highest version counter of a bundle that was run.
  public var versionCounter: UInt64 = 0
  /// Number of the seizure event that was shown last.
  public var seizureEvent: UInt32 = 0
  /// The alarms.
  public var alarms = KeptAlarms()

  /// Creates the state of a board that has kept nothing yet.
  public init() {}

  /// Reads a copy; nil for anything but a whole one.
  ///
  /// - Parameter bytes: All of it.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    do throws(ByteRangeFault) {
      guard try bytes.littleEndian(UInt32.self, at: Self.checkOffset) == Self.check(of: bytes),
        try bytes.littleEndian(UInt32.self, at: 0) == Self.magic, bytes[4] == Self.version, bytes[5] <= 1
      else { return nil }
      sequence = try bytes.littleEndian(UInt64.self, at: 8)
      versionCounter = try bytes.littleEndian(UInt64.self, at: 16)
      seizureEvent = try bytes.littleEndian(UInt32.self, at: 24)
      alarms = KeptAlarms(
        isSeizureLatched: bytes[5] == 1, seizurePausedUntil: try bytes.littleEndian(UInt64.self, at: 32),
        technicalPausedUntil: try bytes.littleEndian(UInt64.self, at: 40))
    } catch { return nil }
  }

  /// The bytes of a copy.
  public var bytes: InlineArray<56, UInt8> {
    var bytes = InlineArray<56, UInt8>(repeating: 0)
    Self.put(Self.magic, at: 0, in: &bytes)
    bytes[4] = Self.version
    bytes[5] = alarms.isSeizureLatched ? 1 : 0
    Self.put(sequence, at: 8, in: &bytes)
    Self.put(versionCounter, at: 16, in: &bytes)
    Self.put(seizureEvent, at: 24, in: &bytes)
    Self.put(alarms.seizurePausedUntil, at: 32, in: &bytes)
    Self.put(alarms.technicalPausedUntil, at: 40, in: &bytes)
    Self.put(Self.check(of: bytes.span), at: Self.checkOffset, in: &bytes)
    return bytes
  }

  private static func put<Value: FixedWidthInteger>(
    _ value: Value, at offset: Int, in bytes: inout InlineArray<56, UInt8>
  ) {
    for index in 0..<Value.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Value(8 * index))
    }
  }

  private static func check(of bytes: Span<UInt8>) -> UInt32 {
    var check = CyclicRedundancyCheck()
    check.update(bytes.extracting(0..<checkOffset))
    return check.value
  }
}
