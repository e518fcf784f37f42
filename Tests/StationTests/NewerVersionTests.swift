import EventLog
import Foundation
import LogSupport
import Station
import TestSupport
import Testing
import Text
import Vocabulary

/// What a reader does with bodies that a newer version of the program wrote: it keeps them, counts them apart, and
/// takes nothing for damage.
@Suite struct NewerVersionTests {
  /// The log of recordings with one body in a version that nobody knows, all around it made to fit.
  private func log(_ kind: RecordKind, version: UInt8) throws -> LogFolder {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let again = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: again, policy: LogPolicy(segmentBytes: 8192))
    var isChanged = false
    for record in LogKeeper.records(storage.segmentBytes) where record.kind != .closing {
      var body = record.body
      if record.kind == kind, !isChanged {
        body[0] = version
        isChanged = true
      }
      _ = try writer.append(#require(record.kind), body: body.span, stamps: record.envelope.stamps)
    }
    try writer.flush()
    #expect(isChanged, "no \(kind.word)")
    return try LogFolder(again.segmentBytes)
  }

  @Test(arguments: [RecordKind.boot, .session, .decision, .alarm, .clip], [UInt8(4), 255])
  func aNewerBodyIsKeptAndCountedApartAndIsNoDamage(kind: RecordKind, version: UInt8) throws {
    let folder = try log(kind, version: version)
    let file = LogFile(folder.url)
    var findings: [String] = []
    let summary = try file.summary { findings.append("\($0)") }
    #expect(findings.isEmpty && summary.isIntact && summary.recordsOfNewerVersion == 1)
    #expect(summary.text.contains("not read   1 records written by a newer version of this program: kept, not read"))
    #expect(summary.json.line.contains("\"records_of_newer_version\":1"))
    var unread: [LogRecord] = []
    try file.forEachRecord { record, _ in if record.bodyFault != nil { unread.append(record) } }
    #expect(unread.map(\.bodyFault) == [.newer(version: version)] && unread[0].isOfNewerVersion)
    let line = unread[0].json(in: nil).line
    for part in [
      "\"type\":\"unreadable\"", "\"kind\":\"\(kind.word)\"", "\"version\":\(version)", "\"newer_version\":true",
      "\"t_s\":null", "\"found\":\"version \(version), written by a newer version of this program\"",
    ] { #expect(line.contains(part), "\(part) in \(line)") }
  }

  @Test func aVersionThatNeverWasIsDamage() throws {
    let folder = try log(.decision, version: 0)
    var findings: [String] = []
    let summary = try LogFile(folder.url).summary { findings.append("\($0)") }
    #expect(!summary.isIntact && summary.recordsOfNewerVersion == 0)
    let text = "the decision record's body: version 0, which this program does not know"
    #expect(findings.contains { $0.hasSuffix(text) })
  }

  /// Without its closing record a segment cannot be vouched for, whoever wrote it.
  @Test func aNewerClosingRecordIsAFinding() {
    var body = Samples.bytes(of: ClosingBody(recordCount: 1, digest: Digest()))
    body[0] = 3
    let envelope = RecordEnvelope(
      kind: .closing, sequence: 2, stamps: LogKeeper.stamps(1), bodyBytes: body.count)
    let record = LogRecord(envelope: envelope, body: body, segment: 1, offset: 112)
    #expect(record.bodyFault == .newer(version: 3) && !record.isOfNewerVersion)
  }

  /// Records of kinds that nobody knows yet keep their place among the others, and what vouches for them does.
  @Test func theGoldenLogOfNewerKindsIsIntact() throws {
    let folder = SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-newer-kinds")
    var findings: [String] = []
    let summary = try LogFile(folder).summary { findings.append("\($0)") }
    #expect(findings.isEmpty && summary.isIntact && summary.isLastSegmentClosed)
    #expect(summary.records == 6 && summary.recordsOfNewerVersion == 2)
    var faults: [BodyFault] = []
    try LogFile(folder).forEachRecord { record, _ in
      if let fault = record.bodyFault { faults.append(fault) }
      #expect(record.isOfNewerVersion == (record.kind == nil))
    }
    #expect(faults == [.newerKind(number: 200), .newerKind(number: 255)])
  }

  /// After an update that was taken back: what the newer program wrote last is no damage, and nothing of it is cut off.
  @Test func anOlderProgramWritesOnBehindNewerKinds() throws {
    let file = SharedData.repository.appending(
      path: "Tests/StationTests/Fixtures/golden-newer-kinds/segment-00000001.plog")
    var bytes = [UInt8](try Data(contentsOf: file))
    let closing = try #require(LogKeeper.records([1: bytes]).last)
    #expect(closing.kind == .closing)
    for index in closing.offset..<bytes.count { bytes[index] = 0 }
    let storage = MemorySegmentStorage(segmentBytes: [1: bytes])
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 4096, segmentLimit: 8))
    let last = try #require(LogKeeper.records([1: bytes]).last)
    _ = try writer.append(.health, body: [9].span, stamps: last.envelope.stamps)
    try writer.flush()
    #expect(LogKeeper.findings(storage.segmentBytes).isEmpty)
    let kinds = LogKeeper.records(storage.segmentBytes).map(\.envelope.kindNumber)
    #expect(Array(kinds.prefix(6)) == [1, 2, 200, 255, 6, 8])
  }

  /// The log that golden_log.py wrote as a newer program may.
  @Test func theGoldenLogOfANewerVersionIsIntact() throws {
    let folder = SharedData.repository.appending(path: "Tests/StationTests/Fixtures/golden-newer")
    var findings: [String] = []
    let summary = try LogFile(folder).summary { findings.append("\($0)") }
    #expect(findings.isEmpty && summary.isIntact && summary.records == 6 && summary.recordsOfNewerVersion == 2)
    let digest = try LogFile(folder).digest { _ in }
    #expect(digest.records == 1)
    #expect(digest.digest.hexadecimal == "2be21038e06687c6a6d922dee0fc9f8f0de0ddfd615d9c5c089b6a313957957c")
  }
}
