import Foundation

extension StorageRoom {
  /// What is wrong, in words.
  ///
  /// - Parameter bytesPerSecond: How fast the log grows; nil where that is not known yet.
  /// - Returns: nil where nothing is.
  public func troubleWords(_ bytesPerSecond: Double?) -> String? {
    switch trouble(bytesPerSecond) {
    case .readOnly: "the log's disk is read-only"
    case .full: "the log's disk is full: \(Self.size(freeBytes ?? 0)) free"
    case .nearlyFull:
      "the log's disk is nearly full: \(Self.size(freeBytes ?? 0)) free"
        + (bytesToFull.flatMap { Self.time($0, bytesPerSecond) }.map { ", for \($0)" } ?? "")
    case nil: nil
    }
  }

  /// How full the log is, what comes of it and when, and what the disk has.
  ///
  /// - Parameter bytesPerSecond: How fast the log grows; nil where that is not known yet.
  /// - Returns: Words such as `log 12 of 256 segments, its oldest overwritten in 43 days; disk 31.2 GiB free`.
  public func words(_ bytesPerSecond: Double?) -> String {
    let count = segments.map { "\($0)" } ?? "an unknown number"
    let log = "log \(count) of \(segmentLimit.map { "\($0)" } ?? "an unknown number of") segments"
    let access = isReadOnly.map { $0 ? ", READ-ONLY" : "" } ?? ", whether it can be written not known"
    let disk = freeBytes.map { "disk \(Self.size($0)) free" } ?? "disk not known"
    return "\(log), \(outlook(bytesPerSecond)); \(disk)\(access)"
  }

  private func outlook(_ bytesPerSecond: Double?) -> String {
    if let bytesToFull {
      guard let time = Self.time(bytesToFull, bytesPerSecond) else {
        return "DISK FULL after \(Self.size(bytesToFull)) more"
      }
      return "DISK FULL in \(time)"
    }
    guard let bytesToOverwriting else { return "when its oldest is overwritten not known" }
    let time = Self.time(bytesToOverwriting, bytesPerSecond)
    let next = time.map { "in \($0)" } ?? "after \(Self.size(bytesToOverwriting)) more"
    guard isLogFull, let held = heldBytes.flatMap({ Self.time($0, bytesPerSecond) }) else {
      return "its oldest overwritten \(next)"
    }
    return "the newest \(held) kept, its oldest overwritten \(next)"
  }

  /// Bytes of a log that has all its segments.
  private var heldBytes: Int? {
    guard let segmentLimit, let segmentBytes, let newestRoomBytes else { return nil }
    return segmentLimit * segmentBytes - newestRoomBytes
  }

  private static func time(_ bytes: Int, _ bytesPerSecond: Double?) -> String? {
    guard let bytesPerSecond, bytesPerSecond > 0 else { return nil }
    return duration(Double(bytes) / bytesPerSecond)
  }

  /// A stretch in the unit that suits it, rounded down.
  static func duration(_ seconds: Double) -> String {
    if seconds < 7200 { return "\(Int(seconds / 60)) min" }
    if seconds < 2 * 86_400 { return "\(Int(seconds / 3600)) h" }
    return seconds < 3650 * 86_400 ? "\(Int(seconds / 86_400)) days" : "years"
  }

  /// Bytes in the unit that suits them, rounded down.
  static func size(_ bytes: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"]
    guard bytes >= 1024 else { return "\(bytes) bytes" }
    var (value, unit) = (Double(bytes) / 1024, 0)
    while value >= 1024 && unit + 1 < units.count { (value, unit) = (value / 1024, unit + 1) }
    let number = value < 10 ? String(format: "%.1f", (value * 10).rounded(.down) / 10) : "\(Int(value))"
    return "\(number) \(units[unit])"
  }
}
