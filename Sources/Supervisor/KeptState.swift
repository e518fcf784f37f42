import Alarms
import Vocabulary

/// What the board keeps of its alarms and bundles: the content of the part `alarms`, 36 bytes, little-endian, in a copy
/// less than a sector.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | the highest version counter of a bundle that was run |
/// | 8 | 4 | number of the seizure event that was shown last |
/// | 12 | 4 | zeros |
/// | 16 | 8 | until when the seizure alarm's sound is paused, monotonic nanoseconds |
/// | 24 | 8 | until when the technical alarm's |
/// | 32 | 4 | zeros |
///
/// The copy's own byte is 1 while there is a seizure alarm that nobody has acknowledged, else 0.
public struct KeptState: BitwiseCopyable, Equatable, Sendable {
  /// The highest version counter of a bundle that was run.
  public var versionCounter: UInt64 = 0
  /// Number of the seizure event that was shown last.
  public var seizureEvent: UInt32 = 0
  /// The alarms.
  public var alarms = KeptAlarms()

  /// Creates the state of a board that has kept nothing yet.
  public init() {}

  /// Reads a whole copy; nil for one that cannot be.
  ///
  /// - Parameter bytes: A copy of the part.
  public init?(copy bytes: Span<UInt8>) {
    guard bytes[5] <= 1 else { return nil }
    let content = bytes.extracting(KeptCopy.content(of: bytes))
    do throws(ByteRangeFault) {
      versionCounter = try content.littleEndian(UInt64.self, at: 0)
      seizureEvent = try content.littleEndian(UInt32.self, at: 8)
      alarms = KeptAlarms(
        isSeizureLatched: bytes[5] == 1, seizurePausedUntil: try content.littleEndian(UInt64.self, at: 16),
        technicalPausedUntil: try content.littleEndian(UInt64.self, at: 24))
    } catch { return nil }
  }

  /// The copy's own byte.
  var flags: UInt8 { alarms.isSeizureLatched ? 1 : 0 }

  /// Appends the content.
  func encode(into sink: inout ByteBuffer) {
    sink.append(littleEndian: versionCounter)
    sink.append(littleEndian: seizureEvent)
    sink.append(littleEndian: UInt32(0))
    sink.append(littleEndian: alarms.seizurePausedUntil)
    sink.append(littleEndian: alarms.technicalPausedUntil)
    sink.append(littleEndian: UInt32(0))
  }
}
