import EventLog

/// Segments in memory, for a log that nobody keeps. Whoever holds the object sees what a writer does to it.
public final class MemorySegmentStorage: InspectableStorage {
  /// Each segment's bytes by its number.
  public var segmentBytes: [UInt32: [UInt8]]

  /// Creates a storage.
  ///
  /// - Parameter segmentBytes: What is in it from the start.
  public init(segmentBytes: [UInt32: [UInt8]] = [:]) {
    self.segmentBytes = segmentBytes
  }

  /// The numbers of the segments that are there, in order.
  public var numbers: [UInt32] { segmentBytes.keys.sorted() }

  /// Bytes of a segment; 0 if it is not there.
  public func byteCount(of segment: UInt32) -> Int { segmentBytes[segment]?.count ?? 0 }

  /// What the segment's file would be called.
  public func name(of segment: UInt32) -> String { SegmentName.name(of: segment) }

  /// The lowest and the highest segment there is up to a number.
  public func segments(through last: UInt32) throws(StorageFault) -> SegmentRange {
    let numbers = segmentBytes.keys.filter { $0 <= last }
    return SegmentRange(first: numbers.min() ?? 0, last: numbers.max() ?? 0)
  }

  /// Makes a segment, or makes it longer.
  public func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    let missing = byteCount - self.byteCount(of: segment)
    segmentBytes[segment, default: []] += [UInt8](repeating: 0, count: max(0, missing))
  }

  /// Removes a segment.
  public func remove(segment: UInt32) throws(StorageFault) {
    segmentBytes[segment] = nil
  }

  /// Reads from a segment.
  public func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    guard let source = segmentBytes[segment] else { return 0 }
    return source.span.read(at: offset, count: count, into: &bytes)
  }

  /// Writes to a segment.
  public func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    guard offset + bytes.count <= byteCount(of: segment) else {
      throw StorageFault(.write, segment: segment, code: 0)
    }
    let kept = bytes.indices.map { bytes[$0] }
    segmentBytes[segment]?.replaceSubrange(offset..<(offset + kept.count), with: kept)
  }

  /// Does nothing: memory is as durable as it gets.
  public func flush(segment: UInt32) throws(StorageFault) {}
}
