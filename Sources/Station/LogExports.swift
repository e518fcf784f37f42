import Foundation
import Recordings

/// Everything a log holds, in formats of others: `records.jsonl`, and for each session its alarms as an events table
/// and its EEG clips as EDF+.
public struct LogExports {
  private let log: LogFile
  private let folder: URL

  /// Names the log, and the folder that its exports go to.
  public init(_ log: LogFile, into folder: URL) {
    self.log = log
    self.folder = folder
  }

  /// Writes all files anew; each appears whole or not at all.
  ///
  /// - Parameters:
  ///   - summary: What the log holds.
  ///   - leaveOut: Takes each file that cannot be made of what the log holds, and why; all others are written.
  /// - Returns: The files' names.
  /// - Throws: `LogReadError` if there is no log, or a file error.
  public func write(_ summary: LogSummary, leaveOut: (String, any Error) -> Void) throws -> [String] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var names = ["records.jsonl"]
    try replace("records.jsonl") { try writeRecords(to: $0) }
    for session in summary.sessions {
      let number = String(session.number)
      let stem = "session-" + String(repeating: "0", count: max(0, 4 - number.count)) + number
      names.append("\(stem)_events.tsv")
      let table = EventsTable.text(session, isWhole: summary.isIntact)
      try replace("\(stem)_events.tsv") { try Data(table.utf8).write(to: $0) }
      guard session.clips > 0 else { continue }
      let clips = "\(stem)_clips.edf"
      do {
        try replace(clips) { try writeClips(of: session, to: $0) }
        names.append(clips)
      } catch let error as LogReadError {
        leaveOut(clips, error)
      } catch let error as RecordingError {
        leaveOut(clips, error)
      }
    }
    return names
  }

  private func writeRecords(to file: URL) throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try log.forEachRecord { record, session in
      try handle.write(contentsOf: Data((record.json(in: session).line + "\n").utf8))
    }
  }

  /// Clips days apart are too long with the gaps between them filled.
  private func writeClips(of session: LoggedSession, to file: URL) throws {
    let clips = try ClipRecording(log, session: session)
    do {
      try clips.write(to: file, gaps: .fill)
    } catch is LogReadError {
      try clips.write(to: file, gaps: .mark)
    }
  }

  private func replace(_ name: String, _ write: (URL) throws -> Void) throws {
    let part = folder.appending(path: ".\(name).part")
    let file = folder.appending(path: name)
    try write(part)
    if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
    try FileManager.default.moveItem(at: part, to: file)
  }
}
