import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

/// What is read again by the map of the first reading.
@Suite struct RecordMapTests {
  private func segments() throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    return storage.segmentBytes
  }

  /// A log's records of sessions, as the first reading gives them.
  private func records(_ file: LogFile) throws -> [LogRecord] {
    var records: [LogRecord] = []
    try file.forEachRecord { record, session in if session != nil { records.append(record) } }
    return records
  }

  private func recordsAgain(
    _ file: LogFile, _ overview: LogOverview, where isWanted: (RecordKind?) -> Bool = { _ in true }
  ) throws -> [LogRecord] {
    var records: [LogRecord] = []
    try file.forEachRecord(in: overview.map.stretches, where: isWanted) { records.append($0) }
    return records
  }

  @Test func theSameRecordsComeAgain() throws {
    let folder = try LogFolder(segments())
    let file = LogFile(folder.url)
    let overview = try LogOverview(file)
    let first = try records(file)
    #expect(try recordsAgain(file, overview) == first && first.count > 100)
    #expect(
      try recordsAgain(file, overview, where: { $0 == .clip }) == first.filter { $0.kind == .clip })
  }

  @Test func whatIsWholeBehindDamageComesAgain() throws {
    var segments = try segments()
    let number = try #require(segments.keys.sorted().dropFirst().first)
    segments[number]?[300] ^= 1
    let folder = try LogFolder(segments)
    let file = LogFile(folder.url)
    let overview = try LogOverview(file)
    #expect(!overview.summary.isIntact)
    #expect(try recordsAgain(file, overview) == records(file))
  }

  @Test func aLogThatHasChangedMeanwhileIsRefused() throws {
    let segments = try segments()
    let folder = try LogFolder(segments)
    let file = LogFile(folder.url)
    let overview = try LogOverview(file)
    let stretch = try #require(overview.map.stretches.last)
    let path = folder.url.appending(path: MemorySegmentStorage().name(of: stretch.segment))
    var bytes = try #require(segments[stretch.segment])
    bytes[stretch.offsets.upperBound - 6] ^= 1
    try Data(bytes).write(to: path)
    #expect(throws: LogReadError.self) { try recordsAgain(file, overview) }
  }
}
