import Crypto
import EventLog
import Foundation
import Vocabulary

/// A log on disk: its folder, or one segment's file.
public struct LogFile: Sendable {
  /// Where it is.
  public let url: URL
  /// What its seals are checked with.
  public let secret: SealSecret?

  /// What its clips are opened with.
  public let clipKey: ClipKey?

  /// Names a log; nothing is read yet.
  ///
  /// - Parameters:
  ///   - url: Its folder, or a segment's file.
  ///   - secret: What its seals are checked with; without it nothing is authenticated.
  ///   - clipKey: What its clips are opened with; those sealed to another key, or changed, stay sealed.
  public init(_ url: URL, secret: SealSecret? = nil, clipKey: ClipKey? = nil) {
    self.url = url
    self.secret = secret
    self.clipKey = clipKey
  }

  /// Goes through the log once, in order. It is read and checked on a thread of its own, while `body` takes what was
  /// read.
  ///
  /// - Parameter body: Takes everything in it.
  /// - Throws: `LogReadError` if there is no log, or what `body` throws.
  public func forEach(_ body: (LogItem) throws -> Void) throws {
    let queue = ItemQueue()
    let reading = Thread { [self] in
      do {
        try read(into: queue)
        queue.end()
      } catch {
        queue.end(error)
      }
    }
    reading.stackSize = 4 << 20
    reading.start()
    defer { queue.stop() }
    while let lot = try queue.take() {
      for item in lot { try body(item) }
    }
  }

  private func read(into queue: ItemQueue) throws {
    let storage = try FileSegmentStorage(readingAhead: url)
    let isWhole = !storage.isSingleFile
    var lot: [LogItem] = []
    var erasures: [LogErasure] = []
    do {
      let content = try ErasureFile(of: url).read()
      erasures = content.erasures
      lot = erasures.map { .erasure($0) }
      if let cut = content.cut {
        lot.append(.finding(LogFinding(file: ErasureFile.name, offset: 0, problem: .erasureCut(line: cut))))
      }
    } catch {
      lot = [.finding(LogFinding(file: ErasureFile.name, offset: 0, problem: .erasures("\(error)")))]
    }
    var reader = LogReader(storage, isWhole: isWhole, secret: secret, erased: ErasedStretches(erasures))
    while let item = reader.next() {
      if case .record(let record) = item {
        lot.append(.record(record.opened(with: clipKey)))
      } else {
        lot.append(item)
      }
      guard lot.count == ItemQueue.lotItems else { continue }
      guard queue.put(lot) else { return }
      lot = []
    }
    if !lot.isEmpty { _ = queue.put(lot) }
  }

  /// Reads and checks everything.
  ///
  /// - Parameter report: Takes each finding as it is made.
  /// - Returns: What the log holds.
  /// - Throws: `LogReadError` if there is no log, or what `report` throws.
  public func summary(_ report: (LogFinding) throws -> Void = { _ in }) throws -> LogSummary {
    var summary = LogSummary(isKeyed: secret != nil)
    try forEach { item in
      summary.take(item)
      if case .finding(let finding) = item { try report(finding) }
    }
    return summary
  }

  /// Goes through the records once, each with the session it belongs to.
  ///
  /// - Parameter body: Takes each record; the session is nil before the first, and where its settings cannot be read.
  /// - Throws: `LogReadError` if there is no log, or what `body` throws.
  public func forEachRecord(_ body: (LogRecord, LoggedSession?) throws -> Void) throws {
    var summary = LogSummary()
    try forEach { item in
      summary.take(item)
      if case .record(let record) = item { try body(record, summary.currentSession) }
    }
  }

  /// The decision digest of a log, or of one of its sessions.
  ///
  /// - Parameters:
  ///   - session: The session's number from 1, or nil for all records.
  ///   - report: Takes each finding as it is made; with one the digest is not that of what was decided.
  /// - Returns: The digest, and how many records are in it.
  /// - Throws: `LogReadError` if there is no log or no such session, or what `report` throws.
  public func digest(
    session: Int? = nil, _ report: (LogFinding) throws -> Void
  ) throws -> (digest: Digest, records: UInt64) {
    var digest = DecisionDigest<SHA256Hasher>()
    var sessions = 0
    try forEach { item in
      switch item {
      case .segment, .sealed, .erasure: break
      case .finding(let finding): try report(finding)
      case .erased(let stretch):
        let touched = sessions...sessions + stretch.sessions
        sessions = touched.upperBound
        guard stretch.hasOthersThanClips, session.map({ touched.contains($0) }) ?? true else { return }
        throw LogReadError(
          path: url.path, found: "records \(stretch.records.lowerBound) to \(stretch.records.upperBound) erased",
          expected: "all records of what was decided")
      case .record(let record):
        if record.kind == .session { sessions += 1 }
        guard session == nil || session == sessions else { return }
        guard let kind = record.kind else { return }
        digest.emit(
          kind, body: record.body.span, monotonicNanoseconds: record.envelope.stamps.monotonicNanoseconds)
      }
    }
    if let session, session < 1 || session > sessions { throw noSession(session, of: sessions) }
    return (digest.digest, digest.count)
  }

  /// The error for a session that is not there.
  func noSession(_ number: Int, of count: Int) -> LogReadError {
    LogReadError(path: url.path, found: "\(count) sessions", expected: "a session \(number)")
  }
}
