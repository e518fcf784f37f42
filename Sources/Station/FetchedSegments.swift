import EventLog
import Foundation

/// The folder that a log is fetched into. A segment's file appears whole or not at all: written under another name,
/// made durable, renamed. As long as the value lives, nobody else fetches into the folder.
struct FetchedSegments {
  /// Bytes that are written at once, or left out.
  private static let blockBytes = 65_536

  private let url: URL
  private let lock: FolderLock

  /// Opens the folder; makes it if it is not there.
  ///
  /// - Parameter url: The folder.
  /// - Throws: `PullFault.file` if it cannot be made, `.busy` if another fetch is at work there.
  init(_ url: URL) throws(PullFault) {
    self.url = url
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .writing(url.path, error)
    }
    lock = try FolderLock(url)
  }

  /// The highest number of a segment that is here; 0 if there is none.
  var highestNumber: UInt32 {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.compactMap { SegmentName.number(of: $0) }.max() ?? 0
  }

  /// A segment's bytes; nil if it was never fetched.
  func bytes(of segment: UInt32) throws(PullFault) -> [UInt8]? {
    try read(file(segment))
  }

  /// What a fetch that was cut off left of a segment.
  func unfinished(_ segment: UInt32) throws(PullFault) -> [UInt8]? {
    try read(part(segment))
  }

  /// Begins a fetch with bytes that are already here.
  func begin(_ segment: UInt32, with bytes: [UInt8]) throws(PullFault) {
    try reporting(part(segment)) { try Data(bytes).write(to: part(segment)) }
  }

  /// Keeps what came, for the case that the rest does not.
  func append(_ bytes: [UInt8], to segment: UInt32) throws(PullFault) {
    try reporting(part(segment)) {
      let handle = try FileHandle(forWritingTo: part(segment))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: Data(bytes))
    }
  }

  /// Puts a segment in its place. Blocks of zeros take no room.
  ///
  /// - Parameters:
  ///   - segment: Its number.
  ///   - bytes: What is kept of it.
  ///   - byteCount: Its length; the rest is zeros.
  /// - Throws: `PullFault.file`.
  func finish(_ segment: UInt32, bytes: [UInt8], byteCount: Int) throws(PullFault) {
    try reporting(part(segment)) {
      try Data().write(to: part(segment))
      let handle = try FileHandle(forWritingTo: part(segment))
      try handle.truncate(atOffset: UInt64(byteCount))
      for start in stride(from: 0, to: bytes.count, by: Self.blockBytes) {
        let block = bytes[start..<min(start + Self.blockBytes, bytes.count)]
        guard block.contains(where: { $0 != 0 }) else { continue }
        try handle.seek(toOffset: UInt64(start))
        try handle.write(contentsOf: Data(block))
      }
      try handle.synchronize()
      try handle.close()
    }
    try rename(part(segment), to: file(segment))
  }

  /// Forgets what a fetch that was cut off left.
  func discardUnfinished(_ segment: UInt32) {
    try? FileManager.default.removeItem(at: part(segment))
  }

  /// Copies that are no part of the log: of damaged or differing segments, and of fetches that were cut off.
  var others: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { name in
      let base = name.hasPrefix(".") ? String(name.dropFirst()) : name
      return SegmentName.number(of: name) == nil && base.hasPrefix("segment-") && base.contains(".plog.")
    }.sorted()
  }

  /// Removes such copies.
  func remove(_ names: [String]) throws(PullFault) {
    for name in names { try reporting(url) { try FileManager.default.removeItem(at: url.appending(path: name)) } }
  }

  /// Moves a segment out of the way, under a name that no log has.
  ///
  /// - Parameter segment: Its number.
  /// - Returns: The name.
  /// - Throws: `PullFault.file`.
  func setAside(_ segment: UInt32) throws(PullFault) -> String {
    var count = 1
    while FileManager.default.fileExists(atPath: aside(segment, count).path) { count += 1 }
    try rename(file(segment), to: aside(segment, count))
    return aside(segment, count).lastPathComponent
  }

  private func file(_ segment: UInt32) -> URL { url.appending(path: SegmentName.name(of: segment)) }

  private func part(_ segment: UInt32) -> URL { url.appending(path: ".\(SegmentName.name(of: segment)).part") }

  private func aside(_ segment: UInt32, _ count: Int) -> URL {
    url.appending(path: "\(SegmentName.name(of: segment)).superseded-\(count)")
  }

  private func read(_ file: URL) throws(PullFault) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return [UInt8](try Data(contentsOf: file))
    } catch {
      throw .file(path: file.path, reason: error.localizedDescription)
    }
  }

  private func rename(_ from: URL, to target: URL) throws(PullFault) {
    try reporting(target) { try DurableFile.move(from, to: target) }
  }

  private func reporting(_ file: URL, _ body: () throws -> Void) throws(PullFault) {
    do {
      try body()
    } catch {
      throw .writing(file.path, error)
    }
  }
}
