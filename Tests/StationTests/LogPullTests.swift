import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct LogPullTests {
  /// Logs of a boot, a session and so many decisions, in segments of 1024 bytes.
  private func log(_ decisions: UInt64, limit: UInt32 = 64) throws -> [UInt32: [UInt8]] {
    try LogKeeper.log(decisions: decisions, policy: LogPolicy(segmentBytes: 1024, segmentLimit: limit)).segmentBytes
  }

  @discardableResult
  private func pull(_ board: FakeBoard, into folder: LogFolder) throws -> [PulledSegment] {
    var segments: [PulledSegment] = []
    try LogPull(board, into: folder.url).run { segments.append($0) }
    return segments
  }

  /// The segments' files in a folder.
  private func files(_ folder: LogFolder) throws -> [UInt32: [UInt8]] {
    var files: [UInt32: [UInt8]] = [:]
    let storage = try FileSegmentStorage(reading: folder.url)
    for number in storage.numbers {
      files[number] = [UInt8](try Data(contentsOf: folder.url.appending(path: storage.name(of: number))))
    }
    return files
  }

  @Test func whatIsFetchedIsWhatTheBoardHas() throws {
    let board = FakeBoard(try log(14))
    let folder = try LogFolder()
    let segments = try pull(board, into: folder)
    #expect(segments.map(\.outcome) == [.closed, .closed, .open])
    #expect(try files(folder) == board.segments)
    #expect(try LogFile(folder.url).summary().isIntact)
    #expect(try names(folder).allSatisfy { !$0.hasPrefix(".") })
  }

  private func names(_ folder: LogFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
  }

  @Test func onlyWhatIsNewIsFetched() throws {
    let board = FakeBoard([:])
    let folder = try LogFolder()
    for decisions in UInt64(0)...30 {
      board.segments = try log(decisions)
      let before = board.bytesRead
      try pull(board, into: folder)
      #expect(try files(folder) == board.segments, "after \(decisions) decisions")
      // A header to compare, what is left of the open segment, and the segments begun since.
      #expect(decisions == 0 || board.bytesRead - before <= 112 + 2 * 1024)
    }
    let before = board.bytesRead
    let again = try pull(board, into: folder)
    #expect(again.dropLast().allSatisfy { $0.outcome == .known && $0.fetchedBytes == 0 })
    #expect(board.bytesRead - before <= 112 + 1024)
  }

  /// A segment of many requests, cut at each of them, and a local copy cut at many bytes.
  @Test func goesOnAfterACutAtAnyByte() throws {
    let segment = try #require(try log(14)[1])
    for cut in stride(from: 0, through: segment.count, by: 7) {
      let board = FakeBoard(try log(14))
      let folder = try LogFolder()
      // What a fetch that was cut off at this byte leaves behind.
      let part = folder.url.appending(path: ".\(MemorySegmentStorage().name(of: 1)).part")
      try Data(segment[..<cut]).write(to: part)
      board.bytesUntilCut = 0
      #expect(throws: PullFault.self) { try pull(board, into: folder) }
      for bytes in (try? files(folder))?.values.map(\.self) ?? [] { #expect(bytes == segment, "nothing torn") }
      board.bytesUntilCut = .max
      let fetched = try pull(board, into: folder).first?.fetchedBytes ?? 0
      #expect(fetched <= segment.count)
      if cut > 900 { #expect(fetched < 600, "what was there is not fetched again") }
      #expect(try files(folder) == board.segments, "cut at \(cut)")
    }
  }

  @Test func aCutBetweenSegmentsKeepsThoseThatAreWhole() throws {
    let board = FakeBoard(try log(14))
    for limit in stride(from: 0, to: 3200, by: 100) {
      let folder = try LogFolder()
      board.bytesUntilCut = limit
      _ = try? pull(board, into: folder)
      for (number, bytes) in (try? files(folder)) ?? [:] { #expect(bytes == board.segments[number]) }
      board.bytesUntilCut = .max
      try pull(board, into: folder)
      #expect(try files(folder) == board.segments)
    }
  }

  /// What is written ends within a record that came meanwhile: that it is read again does not take the whole segment.
  @Test func whatWasWrittenMeanwhileIsAskedForAgain() throws {
    let policy = LogPolicy(segmentBytes: 262_144, segmentLimit: 4)
    let board = FakeBoard(try LogKeeper.log(decisions: 60, policy: policy).segmentBytes)
    let segment = try #require(try board.list().last)
    let written = try #require(try board.writtenBytes(of: segment))
    board.writtenBefore = 4096
    let folder = try LogFolder()
    #expect(try pull(board, into: folder).map(\.outcome) == [.open])
    #expect(try files(folder) == board.segments)
    #expect(written > 4096 && board.bytesRead == 4096 + written)
  }

  /// The board is read while it writes: the last record is there to any byte, and whole when it is asked again.
  @Test func aRecordThatIsJustBeingWrittenIsReadAgain() throws {
    let (shorter, longer) = (try log(13), try log(14))
    let last = try #require(longer.keys.max())
    let (before, after) = (try #require(shorter[last]), try #require(longer[last]))
    let start = try #require(before.indices.first { before[$0] != after[$0] })
    let end = try #require(after.lastIndex { $0 != 0 }) + 1
    for torn in start..<end {
      let board = FakeBoard(longer)
      var isFirst = true
      board.tamper = { number, offset, bytes in
        guard number == last, isFirst else { return bytes }
        isFirst = false
        return bytes.indices.map { offset + $0 < torn ? bytes[$0] : 0 }
      }
      let folder = try LogFolder()
      #expect(try pull(board, into: folder).last?.outcome == .open)
      #expect(try files(folder)[last] == (torn == start ? before : after), "torn at \(torn)")
      #expect(try LogFile(folder.url).summary().isIntact)
    }
  }

  /// A record that stays unfinished is what a power cut left: it is kept and said, and once the board has gone on it is
  /// past.
  @Test func aRecordThatStaysUnfinishedIsKeptAndSaid() throws {
    let (shorter, longer) = (try log(13), try log(14))
    let last = try #require(longer.keys.max())
    let (before, after) = (try #require(shorter[last]), try #require(longer[last]))
    let start = try #require(before.indices.first { before[$0] != after[$0] })
    for torn in [start + 1, start + 20, start + 50] {
      let board = FakeBoard(longer)
      board.segments[last] = Array(after[..<torn]) + [UInt8](repeating: 0, count: after.count - torn)
      let folder = try LogFolder()
      #expect(try pull(board, into: folder).last?.outcome == .damaged)
      #expect(try files(folder) == board.segments)
      #expect(try !LogFile(folder.url).summary().isIntact)
      board.segments = longer
      let name = MemorySegmentStorage().name(of: last)
      #expect(try pull(board, into: folder).last?.outcome == .repaired(earlier: "\(name).superseded-1"))
      #expect(try files(folder) == longer)
    }
  }

  @Test func aSegmentThatWasDroppedMeanwhileIsNoFault() throws {
    let board = FakeBoard(try log(14))
    board.dropped = [1]
    let folder = try LogFolder()
    #expect(try pull(board, into: folder).map(\.outcome) == [.gone, .closed, .open])
    #expect(try files(folder) == board.segments.filter { $0.key > 1 })
    // The next listing has it no more, and what is here stays.
    board.segments[1] = nil
    try pull(board, into: folder)
    board.segments[2] = nil
    try pull(board, into: folder)
    #expect(try files(folder).keys.sorted() == [2, 3])
  }

  @Test func aSegmentDamagedOnTheBoardIsKeptAsItIsAndNamed() throws {
    let board = FakeBoard(try log(14))
    board.segments[2]?[500] ^= 0x40
    let folder = try LogFolder()
    for _ in 0..<2 {
      #expect(try pull(board, into: folder).map(\.outcome)[1] == .damaged)
      #expect(try files(folder) == board.segments)
    }
    #expect(try !LogFile(folder.url).summary().isIntact)
  }

  @Test func aLineThatTurnsABitIsAskedAgainAndWhatWasWholeIsKept() throws {
    let board = FakeBoard(try log(14))
    let folder = try LogFolder()
    try pull(board, into: folder)
    let good = try files(folder)
    let fresh = try LogFolder()
    var turned = 0
    board.tamper = { number, _, bytes in
      guard number == 2, turned == 0 else { return bytes }
      turned += 1
      var bytes = bytes
      bytes[300] ^= 1
      return bytes
    }
    #expect(try pull(board, into: fresh)[1].outcome == .closed)
    #expect(try LogFile(fresh.url).summary().isIntact)
    // A log that is here already is not touched.
    turned = 0
    try pull(board, into: folder)
    #expect(try files(folder) == good)
  }

  /// After a power cut the board may have lost what was not flushed, and written something else in its place.
  @Test func aBoardThatTellsAnotherStoryThanBeforeIsNamedAndBothAreKept() throws {
    let board = FakeBoard(try log(3))
    let folder = try LogFolder()
    try pull(board, into: folder)
    let earlier = try files(folder)
    let other = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: other, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 64))
    _ = try writer.append(
      .boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: LogKeeper.stamps(0))
    for hop in UInt64(50)..<54 {
      _ = try writer.append(
        .decision, body: Samples.bytes(of: Samples.decision(hop: hop)).span, stamps: LogKeeper.stamps(hop))
    }
    try writer.flush()
    board.segments = other.segmentBytes
    let segments = try pull(board, into: folder)
    let name = "\(MemorySegmentStorage().name(of: 1)).superseded-1"
    #expect(segments.first?.outcome == .differs(earlier: name))
    #expect(segments.first?.isProblem == true)
    #expect([UInt8](try Data(contentsOf: folder.url.appending(path: name))) == earlier[1])
    #expect(try files(folder) == board.segments)
  }

  @Test func aLogBegunAnewIsNotMixedWithTheOldOne() throws {
    let folder = try LogFolder()
    try pull(FakeBoard(try log(30)), into: folder)
    let before = try files(folder)
    // Fewer segments than are here; then as many, of another log.
    let last = try #require(before.keys.max())
    let earlier = PullFault.endsEarlier(folder: folder.url.path, name: MemorySegmentStorage().name(of: last))
    #expect(throws: earlier) { try pull(FakeBoard(try log(2)), into: folder) }
    #expect(throws: earlier) { try pull(FakeBoard([:]), into: folder) }
    let renumbered = try LogKeeper.log(
      decisions: 30, policy: LogPolicy(segmentBytes: 1024, segmentLimit: 32)
    ).segmentBytes
    #expect(throws: PullFault.otherLog(folder: folder.url.path, name: MemorySegmentStorage().name(of: last))) {
      try pull(FakeBoard(renumbered), into: folder)
    }
    #expect(try files(folder) == before)
  }

  @Test func aBoardThatLiesAboutSizesGetsNothingIntoTheLogUnnoticed() throws {
    for size in [512, 1000, 1025, 4096] {
      let board = FakeBoard(try log(14))
      let bytes = try #require(board.segments[2])
      board.segments[2] = Array(bytes.prefix(size)) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
      let folder = try LogFolder()
      try pull(board, into: folder)
      #expect(try !LogFile(folder.url).summary().isIntact, "\(size)")
    }
  }

  @Test func aSegmentInWhichNothingIsWrittenYetIsLeftAlone() throws {
    let board = FakeBoard(try log(14))
    for size in [0, 1024] {
      board.segments[4] = [UInt8](repeating: 0, count: size)
      let folder = try LogFolder()
      #expect(try pull(board, into: folder).last?.isProblem == false)
      #expect(try files(folder).keys.sorted() == [1, 2, 3])
      #expect(try LogFile(folder.url).summary().isIntact)
    }
  }

  @Test func onlyNamesOfSegmentsAndSizesTheyCanHaveAreTaken() {
    #expect(ListedSegment(line: "segment-00000007.plog 4194304")?.number == 7)
    for line in [
      "", "segment-00000007.plog", "segment-00000007.plog  4194304", "segment-00000007.plog 4194304 x",
      "../segment-00000007.plog 4194304", "/etc/segment-00000007.plog 1", "segment-0000007.plog 4194304",
      "segment-00000000.plog 4194304", "segment-100000000.plog 4194304", "segment-00000007.plog -1",
      "segment-00000007.plog +512", "segment-00000007.plog 0512", "segment-00000007.plog 1e6",
      "segment-00000007.plog 268435457", "segment-00000007.plog 99999999999999999999", "passwd 512",
    ] { #expect(ListedSegment(line: line) == nil, "\(line)") }
  }
}
