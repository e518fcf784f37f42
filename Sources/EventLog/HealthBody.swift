import Vocabulary

/// Counters of the device's own health since its start.
///
/// Body, version 2: version u8, then each counter u64 in the order below. Version 1 has no count of records that could
/// not be stored.
public struct HealthBody: RecordBody, Equatable, Sendable {
  public static var recordKind: RecordKind { .health }

  /// Frames taken.
  public var frames: UInt64
  /// Gaps between frames.
  public var gaps: UInt64
  /// Frames lost in those gaps, as far as they could be counted.
  public var lost: UInt64
  /// Hops concluded.
  public var hops: UInt64
  /// Work not finished in time.
  public var overruns: UInt64
  /// Bytes written to the log.
  public var storageBytes: UInt64
  /// Flushes of the log.
  public var flushes: UInt64
  /// Records that could not be stored: no room in the queue, the write budget spent, a clip that could not be sealed;
  /// nil where an older program did not count them.
  public var unstored: UInt64?

  /// Creates counters of zero.
  public init() {
    frames = 0
    gaps = 0
    lost = 0
    hops = 0
    overruns = 0
    storageBytes = 0
    flushes = 0
    unstored = 0
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(unstored == nil ? 1 : 2)
    sink.append(littleEndian: frames)
    sink.append(littleEndian: gaps)
    sink.append(littleEndian: lost)
    sink.append(littleEndian: hops)
    sink.append(littleEndian: overruns)
    sink.append(littleEndian: storageBytes)
    sink.append(littleEndian: flushes)
    if let unstored { sink.append(littleEndian: unstored) }
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(versions: 1...2, in: bytes)
    frames = try reader.read(UInt64.self, from: bytes)
    gaps = try reader.read(UInt64.self, from: bytes)
    lost = try reader.read(UInt64.self, from: bytes)
    hops = try reader.read(UInt64.self, from: bytes)
    overruns = try reader.read(UInt64.self, from: bytes)
    storageBytes = try reader.read(UInt64.self, from: bytes)
    flushes = try reader.read(UInt64.self, from: bytes)
    unstored = reader.version == 1 ? nil : try reader.read(UInt64.self, from: bytes)
    try reader.finish(bytes)
  }
}
