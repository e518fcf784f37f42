import EventLog

/// A disk whose cache a power cut loses or tears, and whose writes and flushes can fail.
public final class SimulatedDisk: SegmentStorage {
  private struct Write {
    let segment: UInt32
    let offset: Int
    let bytes: [UInt8]
  }

  /// What a reader sees now.
  public private(set) var visible: [UInt32: [UInt8]] = [:]
  private var durable: [UInt32: [UInt8]] = [:]
  private var pending: [Write] = []
  /// The next write that fails, counted down; half of its bytes are written all the same.
  public var writesUntilFailure: Int?
  /// The next flush that fails, counted down; the cache then takes its pages for clean although they never reached the
  /// disk.
  public var flushesUntilFailure: Int?
  /// The next segment that cannot be made, counted down.
  public var preparesUntilFailure: Int?
  /// Flushes that succeeded.
  public private(set) var flushes = 0

  /// Creates an empty disk.
  public init() {}

  /// Throws away the cache's pages that were not flushed, as if other programs needed the memory after a failed flush.
  public func evictUnflushed() {
    pending.removeAll()
    visible = durable
  }

  /// Cuts the power: each write since the last flush is kept, lost, or torn at any byte, in any combination.
  public func cutPower(_ generator: inout SeededGenerator) {
    for write in pending {
      let kept: Range<Int>
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: kept = 0..<write.bytes.count
      case 1: kept = 0..<0
      case 2: kept = 0..<Int.random(in: 0...write.bytes.count, using: &generator)
      default: kept = Int.random(in: 0...write.bytes.count, using: &generator)..<write.bytes.count
      }
      let place = (write.offset + kept.lowerBound)..<(write.offset + kept.upperBound)
      durable[write.segment]?.replaceSubrange(place, with: write.bytes[kept])
    }
    pending.removeAll()
    visible = durable
    writesUntilFailure = nil
    flushesUntilFailure = nil
    preparesUntilFailure = nil
  }

  /// Changes a bit, of the cache and of the disk.
  public func flip(segment: UInt32, offset: Int) {
    visible[segment]?[offset] ^= 1
    durable[segment]?[offset] ^= 1
  }

  public func segments(through last: UInt32) throws(StorageFault) -> SegmentRange {
    let numbers = visible.keys.filter { $0 <= last }
    return SegmentRange(first: numbers.min() ?? 0, last: numbers.max() ?? 0)
  }

  public func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    if Self.fails(&preparesUntilFailure) { throw StorageFault(.prepare, segment: segment, code: 28) }
    let zeros = [UInt8](repeating: 0, count: max(0, byteCount - (visible[segment]?.count ?? 0)))
    visible[segment, default: []] += zeros
    durable[segment, default: []] += zeros
  }

  public func remove(segment: UInt32) throws(StorageFault) {
    visible[segment] = nil
    durable[segment] = nil
    pending.removeAll { $0.segment == segment }
  }

  public func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    guard let source = visible[segment] else { return 0 }
    return source.span.read(at: offset, count: count, into: &bytes)
  }

  public func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    let failed = Self.fails(&writesUntilFailure)
    let written = failed ? bytes.count / 2 : bytes.count
    let kept = (0..<written).map { bytes[$0] }
    visible[segment]?.replaceSubrange(offset..<(offset + written), with: kept)
    pending.append(Write(segment: segment, offset: offset, bytes: kept))
    if failed { throw StorageFault(.write, segment: segment, code: 5) }
  }

  public func flush(segment: UInt32) throws(StorageFault) {
    if Self.fails(&flushesUntilFailure) {
      pending.removeAll { $0.segment == segment }
      throw StorageFault(.flush, segment: segment, code: 5)
    }
    flushes += 1
    for write in pending where write.segment == segment {
      durable[segment]?.replaceSubrange(write.offset..<(write.offset + write.bytes.count), with: write.bytes)
    }
    pending.removeAll { $0.segment == segment }
  }

  private static func fails(_ countdown: inout Int?) -> Bool {
    guard let count = countdown else { return false }
    countdown = count > 0 ? count - 1 : nil
    return count == 0
  }
}
