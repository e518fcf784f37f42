import EventLog
import Simulation

/// The disk under the log: fails as told, and notes what it said was durable.
final class BedDisk: SegmentStorage {
  /// What is wrong with it.
  enum Trouble {
    case full
    case readOnly
    case flushFails
    case torn
  }

  /// What is wrong now.
  var trouble: Trouble?
  private let disk = SimulatedDisk()
  private let defect: PlantedDefect?
  private var writes = 0
  /// By segment: the bytes of the records that it said are durable.
  private(set) var promised: [UInt32: [UInt8]] = [:]

  init(defect: PlantedDefect?) {
    self.defect = defect
  }

  /// What a reader sees.
  var visible: [UInt32: [UInt8]] { disk.visible }

  /// The power goes.
  func cutPower(_ generator: inout SeededGenerator) { disk.cutPower(&generator) }

  /// A bit of the newest segment changes; what was promised of it is no longer asked for.
  func damage(_ generator: inout SeededGenerator) {
    guard let segment = promised.keys.max(), let bytes = promised[segment], bytes.count > 400 else { return }
    let offset = 112 + Int(generator.below(UInt64(bytes.count - 112)))
    disk.flip(segment: segment, offset: offset)
    promised[segment] = Array(bytes.prefix(offset - offset % 112))
    if offset < 224 { promised[segment] = nil }
    isDamaged = true
  }

  /// Whether bits have been changed.
  private(set) var isDamaged = false

  /// The first segment of which something promised is gone; nil where all is there.
  var brokenPromise: UInt32? {
    promised.keys.sorted().first { segment in
      guard let kept = promised[segment], let held = disk.visible[segment] else { return false }
      return held.count < kept.count || held[..<kept.count] != kept[...]
    }
  }

  func segments(through last: UInt32) throws(StorageFault) -> SegmentRange { try disk.segments(through: last) }

  func prepare(segment: UInt32, byteCount: Int) throws(StorageFault) {
    if trouble == .full || trouble == .readOnly {
      throw StorageFault(.prepare, segment: segment, code: trouble == .full ? 28 : 30)
    }
    try disk.prepare(segment: segment, byteCount: byteCount)
  }

  func remove(segment: UInt32) throws(StorageFault) {
    if trouble == .readOnly { throw StorageFault(.remove, segment: segment, code: 30) }
    try disk.remove(segment: segment)
    promised[segment] = nil
  }

  func read(
    segment: UInt32, at offset: Int, count: Int, into bytes: inout MutableSpan<UInt8>
  ) throws(StorageFault) -> Int {
    try disk.read(segment: segment, at: offset, count: count, into: &bytes)
  }

  func write(_ bytes: Span<UInt8>, segment: UInt32, at offset: Int) throws(StorageFault) {
    if trouble == .full || trouble == .readOnly {
      throw StorageFault(.write, segment: segment, code: trouble == .full ? 28 : 30)
    }
    if trouble == .torn { disk.writesUntilFailure = 0 }
    writes += 1
    if defect == .writesLost && writes % 40 == 39 { return }
    try disk.write(bytes, segment: segment, at: offset)
    if defect == .bytesChanged && writes % 100 == 99 { disk.flip(segment: segment, offset: offset + 40) }
  }

  func flush(segment: UInt32) throws(StorageFault) {
    if trouble == .flushFails { disk.flushesUntilFailure = 0 }
    if defect != .flushLies { try disk.flush(segment: segment) }
    promise(segment)
  }

  /// Notes what is durable from now on: all whole records.
  private func promise(_ segment: UInt32) {
    guard let bytes = disk.visible[segment], let last = RawLog.walk(bytes).last else { return }
    promised[segment] = Array(bytes[..<last.place.upperBound])
  }
}
