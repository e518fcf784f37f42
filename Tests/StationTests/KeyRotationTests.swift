import Crypto
import EventLog
import Foundation
import LogSupport
import Testing
import Text
import Vocabulary

@testable import Station

/// What the manual's Security says of keys that are exchanged for others: of clips, of checkpoints, of a log's seals.
@Suite struct KeyRotationTests {
  /// A log whose sessions' clips are sealed to a key each, in their order.
  private func log(_ keys: [ClipKey]) throws -> LogFolder {
    let plain = MemorySegmentStorage()
    try LogKeeper.recording(in: plain)
    let records = LogKeeper.records(plain.segmentBytes).filter { $0.kind != .closing }
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 8192))
    // Both sessions are the first one, which has the clips.
    let second = try #require(records.lastIndex { $0.kind == .session })
    for (index, key) in keys.enumerated() {
      var sealer = ClipSealer<SealedMessage, SHA256Hasher>(to: key.publicKey, seed: Digest())
      for record in records[..<second] {
        var buffer = ByteBuffer()
        buffer.append(contentsOf: record.body.span)
        if record.kind == .clip {
          let isSealed = sealer.seal(&buffer)
          #expect(isSealed)
        }
        let body = buffer.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        var stamps = record.envelope.stamps
        stamps.monotonicNanoseconds += UInt64(index) * 100_000_000_000
        stamps.wallNanoseconds += Int64(index) * 100_000_000_000
        if record.kind == .boot {
          _ = try writer.append(
            .boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: stamps)
        } else {
          _ = try writer.append(#require(record.kind), body: body.span, stamps: stamps)
        }
      }
    }
    try writer.flush()
    return try LogFolder(storage.segmentBytes)
  }

  /// Each key opens what was sealed to it, before and after it was exchanged, and nothing else; all else is read
  /// without any.
  @Test func clipsStayReadableWithTheKeyThatTheyWereSealedTo() throws {
    let (old, new) = (ClipKey(), ClipKey())
    let folder = try log([old, new])
    let sessions = try LogFile(folder.url).summary().sessions
    #expect(sessions.count == 2 && sessions.allSatisfy { $0.clips == 17 && $0.events.count == 1 })
    for (session, key, other) in [(sessions[0], old, new), (sessions[1], new, old)] {
      #expect(try ClipRecording(LogFile(folder.url, clipKey: key), session: session).count == 17)
      for wrong in [other, nil, ClipKey()] {
        #expect(throws: LogReadError.self) {
          try ClipRecording(LogFile(folder.url, clipKey: wrong), session: session)
        }
      }
    }
  }

  private func write(_ decisions: UInt64, into folder: LogFolder) throws {
    for (number, bytes) in try LogKeeper.log(decisions: decisions).segmentBytes {
      try Data(bytes).write(to: folder.url.appending(path: SegmentName.name(of: number)))
    }
  }

  private func checkpoint(_ folder: LogFolder) throws -> String {
    try String(contentsOf: folder.url.appending(path: "checkpoint"), encoding: .utf8)
  }

  private func remove(_ names: [String], of folder: LogFolder) throws {
    for name in names { try FileManager.default.removeItem(at: folder.url.appending(path: name)) }
  }

  /// A folder whose key is another one than that of its checkpoint says so, at each pull, and one whose key is gone
  /// makes no other by itself.
  @Test func aCheckpointByAKeyThatIsNoLongerTheFoldersIsFound() throws {
    let folder = try LogFolder()
    try write(10, into: folder)
    let file = LogFile(folder.url)
    #expect(try PullCheckpoint(folder.url).renew(file) == nil)
    let before = try checkpoint(folder)
    try remove(["checkpoint.key"], of: folder)
    #expect(throws: LogReadError.self) { try PullCheckpoint(folder.url).renew(file) }
    let other = SigningKey()
    let digits = Hexadecimal.text((0..<32).map { other.secret[$0] })
    try Data("\(digits)\n".utf8).write(to: folder.url.appending(path: "checkpoint.key"))
    for _ in 0..<2 {
      guard case .checkpoint? = try PullCheckpoint(folder.url).renew(file)?.problem else {
        Issue.record("expected: a checkpoint that cannot be relied on")
        return
      }
      #expect(try checkpoint(folder) == before)
    }
  }

  /// Once both files are removed the folder begins with a new key. The board still holds the log against the checkpoint
  /// that bears the old one: it is then as good as another folder's.
  @Test func theBoardsCheckpointByTheOldKeyStillBinds() throws {
    let folder = try LogFolder()
    try write(10, into: folder)
    #expect(try PullCheckpoint(folder.url).renew(LogFile(folder.url)) == nil)
    let old = try checkpoint(folder)
    try remove(["checkpoint", "checkpoint.key"], of: folder)
    #expect(try PullCheckpoint(folder.url).renew(LogFile(folder.url)) == nil)
    #expect(try checkpoint(folder) != old)
    let kept = BoardCheckpoints.Kept(texts: [old], fault: nil)
    let good = try PullCheckpoint(folder.url).compare(LogFile(folder.url), kept)
    #expect(good.findings.isEmpty && good.notes.isEmpty)
    let shorter = try LogFolder()
    try write(4, into: shorter)
    let cut = try PullCheckpoint(shorter.url).compare(LogFile(shorter.url), kept)
    #expect(cut.findings.contains { if case .boardCheckpoint = $0.problem { true } else { false } })
  }

  /// Each secret vouches for the log that was begun with it, and the other one's log is named as another board's.
  @Test func aNewSecretVouchesForTheLogThatBeginsWithIt() throws {
    let (old, new) = (SealedLog.secret(seed: 7), SealedLog.secret(seed: 8))
    for (secret, other) in [(old, new), (new, old)] {
      let (segments, _) = try SealedLog.log(boots: 1, decisions: 20, secret: secret)
      #expect(SealedLog.summary(segments, secret).summary.isAuthenticated)
      let (summary, findings) = SealedLog.summary(segments, other)
      #expect(!summary.isAuthenticated && findings.contains { $0.problem == .otherSecret })
      #expect(SealedLog.summary(segments, nil).summary.isIntact)
    }
  }
}
