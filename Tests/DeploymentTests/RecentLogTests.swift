import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// What is copied of a board's log before an update.
@Suite struct RecentLogTests {
  /// A log of one session with so many hops, in segments of 16 KiB.
  private static func log(hops: UInt64) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 16_384, segmentLimit: 256))
    var entries: [(RecordKind, [UInt8])] = [
      (.boot, Samples.bytes(of: Samples.boot(1))), (.session, Samples.bytes(of: Samples.session())),
    ]
    entries += (0..<hops).map { (.decision, Samples.bytes(of: Samples.decision(hop: $0))) }
    for (second, entry) in entries.enumerated() {
      _ = try writer.append(entry.0, body: entry.1.span, stamps: LogKeeper.stamps(UInt64(second)))
    }
    try writer.flush()
    return storage.segmentBytes
  }

  /// What is copied of a log.
  private static func copied(
    _ segments: [UInt32: [UInt8]], enough: Int = RecentLog.enoughBytes
  ) throws -> (recent: RecentLog, hops: [UInt64], findings: UInt64) {
    let board = try StandInBoard(segments)
    let shell = RemoteShell(destination: "board", program: board.program)
    let folder = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let recent = try RecentLog(ShellLog(shell), newest: .ask(shell, limit: 1 << 16), into: folder, enough: enough)
    var hops: [UInt64] = []
    try LogFile(folder).forEachRecord { record, session in
      if record.kind == .decision, session != nil { hops.append(try record.decoded(as: Decision.self).hopIndex) }
    }
    return (recent, hops, try LogFile(folder).summary().findings)
  }

  @Test func aShortLogIsCopiedWhole() throws {
    let segments = try Self.log(hops: 400)
    #expect((2...6).contains(segments.count))
    let (recent, hops, findings) = try Self.copied(segments)
    #expect(recent.segments == segments.count && hops == Array(0..<400))
    #expect(recent.isThere && findings == 0)
  }

  @Test func ofALongLogTheNewestPartWithTheSessionItIsOf() throws {
    let segments = try Self.log(hops: 1500)
    #expect(segments.count > 8)
    let (recent, hops, findings) = try Self.copied(segments, enough: 6 * 16_384)
    #expect((6...8).contains(recent.segments) && hops.first == 0 && hops.last == 1499)
    #expect(recent.byteCount <= 7 * 16_384 && hops.count < 1500)
    // Those between.
    #expect(findings == 1)
  }
}
