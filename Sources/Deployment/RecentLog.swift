import EventLog
import Foundation
import Station

/// The newest part of a board's log, copied into a folder: what an update can be held against before it is made.
public struct RecentLog: Sendable {
  /// The most segments that are copied; of 4 MiB, as by default, they hold more than a day.
  static let mostSegments = 6
  /// The longest segment that is copied.
  static let mostBytes = 16 << 20

  /// Segments that were copied.
  public let segments: Int
  /// Their bytes.
  public let byteCount: Int

  /// Copies it: the newest segments, and the one that tells which program and which bundle wrote them.
  ///
  /// - Parameters:
  ///   - log: The board's log.
  ///   - newest: The newest records; nil from a board without a log.
  ///   - folder: Takes the segments.
  /// - Throws: `PullFault`.
  init(_ log: some RemoteLog, newest: NewestRecords?, into folder: URL) throws(PullFault) {
    var (segments, byteCount) = (0, 0)
    for segment in try Self.choice(of: log, newest) {
      let written = try log.writtenBytes(of: segment) ?? segment.byteCount
      let bytes = try log.read(segment, at: 0, count: written)
      let path = folder.appending(path: segment.name)
      do { try Data(bytes).write(to: path) } catch {
        throw .file(path: path.path, reason: error.localizedDescription)
      }
      (segments, byteCount) = (segments + 1, byteCount + written)
    }
    (self.segments, self.byteCount) = (segments, byteCount)
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

  private static func choice(of log: some RemoteLog, _ newest: NewestRecords?) throws(PullFault) -> [ListedSegment] {
    guard let newest else { return [] }
    let recent = try log.list().filter { $0.number <= newest.segment && $0.byteCount <= mostBytes }.suffix(mostSegments)
    guard let start = try EarlierRecords(before: newest, in: log)?.startSegment(),
      !recent.contains(where: { $0.number == start.number })
    else { return Array(recent) }
    return [start] + recent
  }
}
