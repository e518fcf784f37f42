import Vocabulary

/// How large the site lets the log grow, how often it is flushed, and how much EEG is kept around an event.
public struct LogSizes: Equatable, Sendable {
  /// Smallest and largest segment, in bytes: it holds the longest record, and recovery reads no more than one.
  public static let segmentBytesRange: ClosedRange<UInt32> = 65_536...268_435_456
  /// Fewest and most segments: one is written while the others are kept.
  public static let segmentLimitRange: ClosedRange<UInt32> = 2...65_536
  /// Seconds between flushes.
  public static let flushIntervalRange: ClosedRange<UInt32> = 1...3600
  /// Bytes a day.
  public static let bytesPerDayRange: ClosedRange<UInt64> = 1_048_576...1_099_511_627_776
  /// Flushes a day.
  public static let flushesPerDayRange: ClosedRange<UInt32> = 24...86_400
  /// Seconds a clip may have on either side.
  public static let clipSecondsRange: ClosedRange<UInt16> = 0...600

  /// Bytes of one segment.
  public var segmentBytes: UInt32
  /// The most segments on the board.
  public var segmentLimit: UInt32
  /// Longest time between flushes while records arrive, in seconds.
  public var flushIntervalSeconds: UInt32
  /// Bytes that may be written a day.
  public var bytesPerDay: UInt64
  /// Flushes a day.
  public var flushesPerDay: UInt32
  /// Seconds of EEG kept from before an event.
  public var clipBeforeSeconds: UInt16
  /// Seconds of EEG kept from after an event's end.
  public var clipAfterSeconds: UInt16

  /// Creates sizes.
  public init(
    segmentBytes: UInt32, segmentLimit: UInt32, flushIntervalSeconds: UInt32, bytesPerDay: UInt64,
    flushesPerDay: UInt32, clipBeforeSeconds: UInt16, clipAfterSeconds: UInt16
  ) {
    self.segmentBytes = segmentBytes
    self.segmentLimit = segmentLimit
    self.flushIntervalSeconds = flushIntervalSeconds
    self.bytesPerDay = bytesPerDay
    self.flushesPerDay = flushesPerDay
    self.clipBeforeSeconds = clipBeforeSeconds
    self.clipAfterSeconds = clipAfterSeconds
  }

  /// Whether every size is within its range.
  public var isSound: Bool {
    LogSizes.segmentBytesRange.contains(segmentBytes) && LogSizes.segmentLimitRange.contains(segmentLimit)
      && LogSizes.flushIntervalRange.contains(flushIntervalSeconds)
      && LogSizes.bytesPerDayRange.contains(bytesPerDay) && LogSizes.flushesPerDayRange.contains(flushesPerDay)
      && LogSizes.clipSecondsRange.contains(clipBeforeSeconds)
      && LogSizes.clipSecondsRange.contains(clipAfterSeconds)
  }

  func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(littleEndian: segmentBytes)
    sink.append(littleEndian: segmentLimit)
    sink.append(littleEndian: flushIntervalSeconds)
    sink.append(littleEndian: bytesPerDay)
    sink.append(littleEndian: flushesPerDay)
    sink.append(littleEndian: clipBeforeSeconds)
    sink.append(littleEndian: clipAfterSeconds)
  }

  init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let start = reader.offset
    segmentBytes = try reader.number(UInt32.self, in: bytes)
    segmentLimit = try reader.number(UInt32.self, in: bytes)
    flushIntervalSeconds = try reader.number(UInt32.self, in: bytes)
    bytesPerDay = try reader.number(UInt64.self, in: bytes)
    flushesPerDay = try reader.number(UInt32.self, in: bytes)
    clipBeforeSeconds = try reader.number(UInt16.self, in: bytes)
    clipAfterSeconds = try reader.number(UInt16.self, in: bytes)
    guard isSound else { throw .field(.log, offset: start) }
  }
}
