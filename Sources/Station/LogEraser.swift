import Crypto
import EventLog
import Foundation
import Vocabulary

/// Erases records from a log at the station: what must not be kept any longer goes, what stays can be verified as
/// before, and that something went is a signed line which every later reading names.
///
/// The line comes first: cut off at any time, the log says what is still to be done, and `apply` does it.
public struct LogEraser {
  /// Why nothing is erased.
  public struct Refusal: Error, Equatable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String
  }

  private let log: LogFile
  private let folder: FetchedSegments

  /// Prepares to erase; the folder is locked as long as the value lives.
  ///
  /// - Parameter log: The log in its folder.
  /// - Throws: `LogReadError` if there is none, `PullFault.busy` if a pull is at work there.
  public init(_ log: LogFile) throws {
    let storage = try FileSegmentStorage(reading: log.url)
    guard !storage.isSingleFile else {
      throw LogReadError(path: log.url.path, found: "a segment's file", expected: "the folder of a log")
    }
    self.log = log
    folder = try FetchedSegments(log.url)
  }

  /// Finds what a choice means.
  ///
  /// - Parameters:
  ///   - choice: What is to go.
  ///   - author: Who erases.
  ///   - time: When, such as `2026-03-01T07:04:09Z`.
  ///   - reason: Why.
  /// - Returns: What would be erased; nothing has changed yet.
  /// - Throws: `Refusal` if the log is not intact or has nobody of the choice; `LogReadError`.
  public func plan(_ choice: ErasureChoice, by author: String, at time: String, reason: String) throws -> ErasurePlan {
    var selection = ErasureSelection(choice)
    var summary = LogSummary(isKeyed: log.secret != nil)
    try log.forEach { item in
      summary.take(item)
      if case .record(let record) = item { selection.take(record) }
      if case .erased(let stretch) = item { selection.take(stretch) }
      if case .finding(let finding) = item { throw Self.damaged(log.url, finding) }
    }
    try Self.check(choice.people, selection.people, summary, log.url)
    let tree = try LogTree(log)
    let erased = ErasedStretches(summary.erasures)
    let storage = try FileSegmentStorage(reading: log.url)
    let stretches = try storage.numbers.flatMap { number in
      SegmentEraser(number: number, bytes: try folder.bytes(of: number) ?? [], erased: erased)
        .stretches(where: { selection.contains($0) }, in: tree)
    }
    let erasure = LogErasure(
      author: author, time: time, reason: reason, clipsOnly: choice.clipsOnly, people: choice.people,
      before: choice.before?.isoText, wasAuthenticated: summary.isAuthenticated, removed: folder.others,
      stretches: stretches)
    return ErasurePlan(erasure: erasure, unowned: selection.unowned, misdated: selection.misdated)
  }

  private static func damaged(_ url: URL, _ finding: LogFinding) -> Refusal {
    Refusal(
      description:
        "\(url.path): found \(finding), expected a log that is intact: what is left of one that is not cannot be "
        + "told from what was changed; fetch it again, or remove the folder as a whole")
  }

  /// A pseudonym that nobody has is a mistake, unless that person was erased before.
  private static func check(
    _ people: [String], _ named: Set<String>, _ summary: LogSummary, _ url: URL
  ) throws {
    let known = named.union(summary.erasures.flatMap(\.people))
    guard let stranger = people.first(where: { !known.contains($0) }) else { return }
    let names = named.sorted().joined(separator: ", ")
    throw LogReadError(path: url.path, found: "nobody called \(stranger)", expected: names.isEmpty ? "nobody" : names)
  }

  /// Does what an erasure says that was cut off, and takes a line out that was cut off before anything was erased for
  /// it.
  ///
  /// - Returns: How many segments were still to be done, and whether there was such a line.
  /// - Throws: `ErasureFile.Refusal`, or a file error.
  public func complete() throws -> (segments: Int, hadCutLine: Bool) {
    let file = ErasureFile(of: log.url)
    let content = try file.read()
    let count = try blank(ErasedStretches(content.erasures))
    if content.cut != nil { try file.removeCut() }
    return (count, content.cut != nil)
  }

  /// Erases. Exports are written anew, and marks of sessions that are gone go with them: of those, too, that an earlier
  /// run had no time for.
  ///
  /// - Parameters:
  ///   - erasure: What `plan` found.
  ///   - key: Who signs for it.
  ///   - leaveOut: Takes each export that cannot be made of what is left, and why.
  /// - Returns: How many marks went.
  /// - Throws: `Refusal` if the log would not be as good as before, or a file error.
  public func apply(
    _ erasure: LogErasure, signedBy key: SigningKey, leaveOut: (String, any Error) -> Void
  ) throws -> Int {
    // What cannot be read ends it before anything has changed.
    _ = try MarkFile(of: log.url).all()
    let checkpoint = PullCheckpoint(log.url)
    if checkpoint.exists, let finding = try checkpoint.renew(log) { throw Self.damaged(log.url, finding) }
    if !erasure.stretches.isEmpty { try ErasureFile(of: log.url).append(erasure, signedBy: key) }
    _ = try complete()
    try folder.remove(erasure.removed)
    let after = try log.summary { throw Self.damaged(log.url, $0) }
    if checkpoint.exists, let finding = try checkpoint.renew(log) { throw Self.damaged(log.url, finding) }
    let marks = try MarkFile(of: log.url).keep { mark in
      after.sessions.contains { $0.number == mark.session && $0.settings.pseudonymText == mark.pseudonym }
    }
    try writeExports(after, leaveOut)
    return marks
  }

  private func writeExports(_ summary: LogSummary, _ leaveOut: (String, any Error) -> Void) throws {
    let exports = log.url.appending(path: "exports")
    guard FileManager.default.fileExists(atPath: exports.path) else { return }
    try FileManager.default.removeItem(at: exports)
    _ = try LogExports(LogFile(log.url), into: exports).write(summary, leaveOut: leaveOut)
  }

  private func blank(_ erased: ErasedStretches) throws -> Int {
    var count = 0
    for segment in erased.segments {
      guard let bytes = try folder.bytes(of: segment) else { continue }
      let blanked = erased.blanked(bytes, at: 0, of: segment)
      guard blanked != bytes else { continue }
      guard SegmentEraser(number: segment, bytes: blanked, erased: erased).fits(erased) else {
        throw Refusal(
          description: "\(log.url.path): found an erasure that does not fit \(SegmentName.name(of: segment)), expected "
            + "erasures of this log: nothing was erased there")
      }
      try folder.finish(segment, bytes: blanked, byteCount: bytes.count)
      count += 1
    }
    return count
  }
}

extension WallTime {
  /// Such as `2026-03-01T07:04:09Z`.
  var isoText: String { "\(start.description)Z" }
}
