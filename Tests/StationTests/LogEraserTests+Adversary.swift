import Crypto
import Foundation
import LogSupport
import Testing
import Vocabulary

@testable import Station

/// What an adversary tried on a log that something was erased from.
extension LogEraserTests {
  /// Whoever can write the log can make every CRC fit: each record's clock is moved, wherever seals and gaps stand.
  @Test func noRecordOfAnErasedLogMayChangeThoughItsChecksFit() throws {
    for choice in [
      ErasureChoice(people: [Self.name(1)]), ErasureChoice(people: [Self.name(2)], clipsOnly: true),
      ErasureChoice(before: Self.moment(60), clipsOnly: true),
    ] {
      let folder = try LogFolder(try Self.log(seconds: 12))
      try Self.erase(choice, from: folder)
      #expect(try Self.findings(folder).isEmpty)
      let records = try Self.records(folder)
      for index in records.indices where ![.closing, .seal].contains(records[index].kind) {
        let file = folder.url.appending(path: SegmentName.name(of: records[index].segment))
        let original = [UInt8](try Data(contentsOf: file))
        var bytes = original
        bytes[records[index].offset + 16] ^= 1
        var offset = records[index].offset
        for record in records[index...] where record.segment == records[index].segment && record.offset == offset {
          var check = CyclicRedundancyCheck()
          for byte in bytes[(offset - 4)..<(record.end - 4)] { check.update(byte) }
          for place in 0..<4 { bytes[record.end - 4 + place] = UInt8(truncatingIfNeeded: check.value >> (8 * place)) }
          offset = record.end
        }
        try Data(bytes).write(to: file)
        #expect(try !Self.findings(folder).isEmpty, "\(choice), record \(records[index].envelope.sequence)")
        try Data(original).write(to: file)
      }
    }
  }

  /// What was cut off behind the line is done by the next run: copies, exports, marks.
  @Test func anErasureThatWasCutOffIsFinishedByTheNext() throws {
    let folder = try LogFolder(try Self.log())
    let log = LogFile(folder.url)
    _ = try LogExports(log, into: folder.url.appending(path: "exports")).write(try log.summary()) { _, _ in }
    let eraser = try LogEraser(LogFile(folder.url, secret: Self.secret()))
    let choice = ErasureChoice(people: [Self.name(1)])
    let erasure = try eraser.plan(choice, by: "A", at: "2026-03-01T07:04:09Z", reason: "x").erasure
    try ErasureFile(of: folder.url).append(erasure, signedBy: Self.key)
    try Data("x".utf8).write(to: folder.url.appending(path: "segment-00000001.plog.superseded-1"))
    #expect(try eraser.complete().segments > 0)
    let rest = try eraser.plan(choice, by: "A", at: "2026-03-01T07:05:09Z", reason: "x").erasure
    #expect(rest.stretches.isEmpty && rest.removed.count == 1)
    _ = try eraser.apply(rest, signedBy: Self.key) { Issue.record("\($0): \($1)") }
    #expect(try ErasureFile(of: folder.url).all().count == 1)
    let exports = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "exports").path)
    #expect(exports.count == 5)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(!names.contains { $0.contains("superseded") })
  }

  /// The line of another log erases nothing here.
  @Test func anErasureOfAnotherLogIsNotCarriedOut() throws {
    let folder = try LogFolder(LogKeeper.log(decisions: 120).segmentBytes)
    let other = try LogFolder(try Self.log())
    try Self.erase(ErasureChoice(people: [Self.name(2)]), from: other)
    try Data(contentsOf: ErasureFile(of: other.url).url).write(to: ErasureFile(of: folder.url).url)
    let before = try Data(contentsOf: folder.url.appending(path: SegmentName.name(of: 1)))
    #expect(throws: LogEraser.Refusal.self) { try LogEraser(LogFile(folder.url)).complete() }
    #expect(try Data(contentsOf: folder.url.appending(path: SegmentName.name(of: 1))) == before)
  }
}
