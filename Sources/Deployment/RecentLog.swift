import EventLog
import Foundation
import Station

/// The newest part of a board's log, copied into a folder: what an update can be held against before it is made.
public struct RecentLog: Sendable {
  /// Bytes after which no older segment is copied.
  static let enoughBytes = 24 << 20
  /// The longest segment that is copied, by what is written of it.
  static let mostBytes = 64 << 20

  /// Whether the board has a log.
  public let isThere: Bool
  /// Segments that were copied.
  public private(set) var segments = 0
  /// Their bytes.
  public private(set) var byteCount = 0

  /// Copies it: the newest segments, and the one that tells which program and which bundle wrote them.
  ///
  /// - Parameters:
  ///   - log: The board's log.
  ///   - newest: The newest records; nil from a board without a log.
  ///   - folder: Takes the segments.
  ///   - enough: Bytes after which no older segment is copied.
  /// - Throws: `PullFault`.
  init(
    _ log: some RemoteLog, newest: NewestRecords?, into folder: URL, enough: Int = enoughBytes
  ) throws(PullFault) {
    isThere = newest != nil
    guard let newest else { return }
    var oldest: UInt32?
    for segment in try log.list().filter({ $0.number <= newest.segment }).reversed() {
      let written = try log.writtenBytes(of: segment) ?? segment.byteCount
      guard byteCount + written <= enough || segments == 0 && written <= Self.mostBytes else { break }
      try copy(segment, written, of: log, into: folder)
      oldest = segment.number
    }
    guard let oldest, let start = try EarlierRecords(before: newest, in: log)?.startSegment(), start.number < oldest,
      start.byteCount <= Self.mostBytes
    else { return }
    try copy(start, start.byteCount, of: log, into: folder)
  }

  /// Copies a board's, as root.
  ///
  /// - Parameters:
  ///   - board: The way to the board.
  ///   - folder: Takes the segments.
  /// - Throws: `PullFault`.
  public init(of board: RootShell, into folder: URL) throws(PullFault) {
    let log = ShellLog { command, limit throws(PullFault) in
      let script = "SSH_ORIGINAL_COMMAND=\(RootShell.quoted(command)) exec \(Self.program)"
      return try board.run(script, name: "prodrome-log \(command)", limit: limit)
    }
    try self.init(log, newest: try SlotShell(board).newest(1 << 16), into: folder)
  }

  private static let program = "/usr/libexec/prodrome-log"

  /// Copies a segment, as long as it is on the board: zeros stand behind what is written.
  private mutating func copy(
    _ segment: ListedSegment, _ written: Int, of log: some RemoteLog, into folder: URL
  ) throws(PullFault) {
    let bytes = try log.read(segment, at: 0, count: written)
    let path = folder.appending(path: segment.name)
    do {
      try Data(bytes).write(to: path)
      let file = try FileHandle(forWritingTo: path)
      defer { try? file.close() }
      try file.truncate(atOffset: UInt64(segment.byteCount))
    } catch {
      throw .file(path: path.path, reason: error.localizedDescription)
    }
    segments += 1
    byteCount += written
  }
}
