import Vocabulary

/// Counters of the device's own health since its start.
///
/// Body, version 1: version u8, then each counter u64 in the order below.
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

  /// Creates counters of zero.
  public init() {
    frames = 0
    gaps = 0
    lost = 0
    hops = 0
    overruns = 0
    storageBytes = 0
    flushes = 0
  }

  public func encode<Sink: ByteSink & ~Copyable>(into sink: inout Sink) {
    sink.append(1)
    sink.append(littleEndian: frames)
    sink.append(littleEndian: gaps)
    sink.append(littleEndian: lost)
    sink.append(littleEndian: hops)
    sink.append(littleEndian: overruns)
    sink.append(littleEndian: storageBytes)
    sink.append(littleEndian: flushes)
  }

  public init(decoding bytes: Span<UInt8>) throws(BodyFault) {
    var reader = try BodyReader(version: 1, in: bytes)
    frames = try reader.read(UInt64.self, from: bytes)
    gaps = try reader.read(UInt64.self, from: bytes)
    lost = try reader.read(UInt64.self, from: bytes)
    hops = try reader.read(UInt64.self, from: bytes)
    overruns = try reader.read(UInt64.self, from: bytes)
    storageBytes = try reader.read(UInt64.self, from: bytes)
    flushes = try reader.read(UInt64.self, from: bytes)
    try reader.finish(bytes)
  }
}
