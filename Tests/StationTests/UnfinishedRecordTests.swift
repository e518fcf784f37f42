import Crypto
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

/// What is said of the beginning of a record behind the newest whole one, and what is not taken for one.
@Suite struct UnfinishedRecordTests {
  /// A log before and after its newest record, and where that lies in the last segment.
  private struct Step {
    let before: [UInt32: [UInt8]]
    let after: [UInt32: [UInt8]]
    let last: UInt32
    let place: Range<Int>

    init(_ before: [UInt32: [UInt8]], _ after: [UInt32: [UInt8]]) throws {
      (self.before, self.after) = (before, after)
      last = try #require(after.keys.max())
      let (old, new) = (try #require(before[last]), try #require(after[last]))
      let start = try #require(old.indices.first { old[$0] != new[$0] })
      place = start..<(try #require(new.lastIndex { $0 != 0 }) + 1)
    }

    /// The log with the record's first bytes.
    func torn(at end: Int) throws -> [UInt32: [UInt8]] {
      let (old, new) = (try #require(before[last]), try #require(after[last]))
      return after.merging([last: Array(new[..<end]) + Array(old[end...])]) { $1 }
    }
  }

  private func step(limit: UInt32 = 64) throws -> Step {
    let policy = LogPolicy(segmentBytes: 1024, segmentLimit: limit)
    return try Step(
      LogKeeper.log(decisions: 13, policy: policy).segmentBytes,
      LogKeeper.log(decisions: 14, policy: policy).segmentBytes)
  }

  private func findings(_ log: [UInt32: [UInt8]]) -> [LogFinding] { SealedLog.summary(log, nil).findings }

  /// From the fifth byte, the kind, to the last but two; outside of these one changed byte could have made it.
  @Test func theBeginningOfTheNewestRecordIsSaidAndNoFinding() throws {
    let step = try step()
    let records = LogKeeper.records(step.before)
    for end in step.place.lowerBound...step.place.upperBound {
      let log = try step.torn(at: end)
      let (summary, findings) = SealedLog.summary(log, nil)
      let bytes = end - step.place.lowerBound
      guard bytes >= 5 && bytes <= step.place.count - 2 else {
        #expect(findings.isEmpty == (bytes == 0 || end == step.place.upperBound) && summary.unfinished == nil)
        continue
      }
      #expect(findings.isEmpty && summary.isIntact, "\(bytes) bytes: \(findings)")
      let unfinished = try #require(summary.unfinished)
      // Zeros at a record's torn end cannot be told from what was not yet written.
      #expect(unfinished.offset == step.place.lowerBound && unfinished.bytes <= bytes)
      #expect(unfinished.recordBytes == step.place.count)
      #expect(LogKeeper.records(log) == records)
      #expect(summary.text.contains("still being written, or cut off by a cut of the power"))
      #expect(summary.json.line.contains(#""unfinished_bytes":\#(unfinished.bytes)"#))
    }
  }

  @Test func aSealedLogStaysAuthenticatedBeforeAnUnfinishedRecord() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 8192), seal: SealedLog.secret().first)
    let boot = Samples.bytes(of: Samples.boot(1))
    _ = try writer.append(.boot, body: boot.span, stamps: LogKeeper.stamps(0))
    try writer.flush()
    let before = storage.segmentBytes
    _ = try writer.append(.health, body: Samples.bytes(of: HealthBody()).span, stamps: LogKeeper.stamps(1))
    let step = try Step(before, storage.segmentBytes)
    let (summary, findings) = SealedLog.summary(try step.torn(at: step.place.lowerBound + 40))
    #expect(findings.isEmpty && summary.isAuthenticated && summary.unsealed == 0)
    #expect(summary.authenticated == summary.records && summary.unfinished?.offset == step.place.lowerBound)
  }

  /// A file that no more is taken for such a beginning.
  @Test func whateverStandsBehindItMakesItAFinding() throws {
    let step = try step()
    let torn = try step.torn(at: step.place.lowerBound + 40)
    let bytes = try #require(torn[step.last])
    for index in stride(from: step.place.upperBound + 1, to: bytes.count, by: 7) + [bytes.count - 1] {
      var log = torn
      log[step.last]?[index] = 1
      #expect(!findings(log).isEmpty, "byte \(index)")
    }
  }

  @Test func onlyTheNewestSegmentOfAWholeLogEndsSo() throws {
    let step = try step()
    let torn = try step.torn(at: step.place.lowerBound + 40)
    let (_, alone) = try read(torn.filter { $0.key == step.last }, isWhole: false)
    #expect(!alone.isEmpty)
    // Another segment follows: the board finished this one.
    let follower = try LogKeeper.log(decisions: 30, policy: LogPolicy(segmentBytes: 1024)).segmentBytes[step.last + 1]
    #expect(!findings(torn.merging([step.last + 1: try #require(follower)]) { $1 }).isEmpty)
  }

  private func read(_ log: [UInt32: [UInt8]], isWhole: Bool) throws -> (UnfinishedRecord?, [LogFinding]) {
    var reader = LogReader(MemorySegmentStorage(segmentBytes: log), isWhole: isWhole)
    var summary = LogSummary()
    var findings: [LogFinding] = []
    while let item = reader.next() {
      summary.take(item)
      if case .finding(let finding) = item { findings.append(finding) }
    }
    return (summary.unfinished, findings)
  }

  /// The beginning of a record of another number, and one behind damage.
  @Test func onlyTheRecordThatHasToFollowIsTakenForUnfinished() throws {
    let step = try step()
    let torn = try step.torn(at: step.place.lowerBound + 40)
    var other = torn
    other[step.last]?[step.place.lowerBound + 8] ^= 0x40
    #expect(findings(other).contains { if case .envelope = $0.problem { true } else { false } })
    var damaged = torn
    damaged[step.last]?[SegmentHeader.byteCount + 40] ^= 1
    #expect(findings(damaged).count > 1)
  }

  /// A checkpoint that was made of the record binds it, whether its beginning is still there or not.
  @Test func aCheckpointShowsThatTheRecordHadBeenWhole() throws {
    let step = try step()
    let folder = try LogFolder()
    try write(step.after, into: folder)
    let checkpoint = PullCheckpoint(folder.url)
    #expect(try checkpoint.renew(LogFile(folder.url)) == nil)
    try write(try step.torn(at: step.place.lowerBound + 40), into: folder)
    let log = LogFile(folder.url)
    #expect(try log.summary().isIntact)
    let finding = try checkpoint.renew(log)
    let count = UInt64(LogKeeper.records(step.after).count)
    #expect(finding?.problem == .setBack(checkpoint: count, records: count - 1))
  }

  private func write(_ log: [UInt32: [UInt8]], into folder: LogFolder) throws {
    for (number, bytes) in log {
      try Data(bytes).write(to: folder.url.appending(path: MemorySegmentStorage().name(of: number)))
    }
  }
}
