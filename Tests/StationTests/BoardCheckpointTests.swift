import Crypto
import EventLog
import Foundation
import LogSupport
import TestSupport
import Testing
import Vocabulary

@testable import Station

/// The board keeps what stations fetched, by its own script: a log that was set back shows to every station.
@Suite struct BoardCheckpointTests {
  private let place: LogFolder
  private var log: URL { place.url.appending(path: "log") }
  private var kept: URL { place.url.appending(path: "checkpoints") }
  private let shell: RemoteShell

  init() throws {
    place = try LogFolder()
    let script = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-log"), encoding: .utf8)
    let forced = place.url.appending(path: "prodrome-log")
    try Data(script.replacing("\nfolder=/var/lib/prodrome/log\n", with: "\nfolder='\(place.url.path)/log'\n").utf8)
      .write(to: forced)
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      SSH_ORIGINAL_COMMAND=$3 exec sh '\(forced.path)'
      """
    let program = try place.program("ssh", text)
    shell = RemoteShell(destination: "station@board", program: program.path)
    for folder in ["log", "checkpoints"] {
      try FileManager.default.createDirectory(
        at: place.url.appending(path: folder), withIntermediateDirectories: false)
    }
  }

  private func put(_ decisions: UInt64) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: log.path) {
      try FileManager.default.removeItem(at: log.appending(path: name))
    }
    let segments = try LogKeeper.log(decisions: decisions).segmentBytes
    for (number, bytes) in segments { try Data(bytes).write(to: log.appending(path: SegmentName.name(of: number))) }
  }

  /// A request; a child of another test, just being started, may still have the script open for writing.
  private func ask(_ command: String, _ input: [UInt8] = []) -> Int32 { Self.ask(shell, command, input) }

  private static func ask(_ shell: RemoteShell, _ command: String, _ input: [UInt8]) -> Int32 {
    while true {
      do throws(PullFault) {
        _ = try shell.run(command, limit: 16_384, first: input)
        return 0
      } catch {
        guard case .refused(_, let code, _) = error, code != 126 else { continue }
        return code
      }
    }
  }

  /// What a pull into a folder finds about the board's checkpoints; it then hands over its own.
  private func pull(into folder: LogFolder) throws -> [LogFinding] {
    try LogPull(ShellLog(shell), into: folder.url).run { _ in }
    let file = LogFile(folder.url)
    let checkpoint = PullCheckpoint(folder.url)
    let own = try checkpoint.renew(file).map { [$0] } ?? []
    return try own
      + checkpoint.exchange(with: BoardCheckpoints(shell), file, mayHandOver: own.isEmpty, isFirst: true).findings
  }

  /// The request that names the place behind a record of the board's log.
  private func request(_ record: UInt64) throws -> String {
    var found: LogRecord?
    try LogFile(log).forEachRecord { candidate, _ in if candidate.envelope.sequence == record { found = candidate } }
    let place = try #require(found)
    return "checkpoint \(SegmentName.name(of: place.segment)) \(place.end)"
  }

  private static func text(
    _ size: UInt64, by key: SigningKey, origin: String = "ward3", byte: UInt8 = 0
  ) -> [UInt8] {
    var root = Digest()
    root.bytes[0] = byte
    return Array(LogCheckpoint(origin: origin, size: size, root: root, firstRecord: 1).text(signedBy: key).utf8)
  }

  @Test func aLogThatWasSetBackShowsToAStationThatNeverSawIt() throws {
    let (first, second) = (try LogFolder(), try LogFolder())
    for decisions in [10, 40, 40] as [UInt64] {
      try put(decisions)
      #expect(try pull(into: first).isEmpty)
    }
    // Another computer, with another key, takes part.
    #expect(try pull(into: second).isEmpty)
    #expect(try names().count == 2)
    try put(20)
    let third = try LogFolder()
    let findings = try pull(into: third)
    #expect(findings.count == 3)
    #expect(findings.contains { "\($0)".contains("the board's log ended before segment-") })
    #expect(findings.contains { "\($0)".contains("does not go on from the checkpoint of another folder") })
    // Nothing was handed over in their place, and what goes on from where it was is whole again.
    try put(50)
    #expect(try pull(into: first).isEmpty)
    #expect(try pull(into: try LogFolder()).isEmpty)
  }

  /// What is kept on the board.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: kept.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func ofManyAtOnceTheNewestStays() throws {
    try put(40)
    let key = SigningKey()
    let hands = try (10...17 as ClosedRange<UInt64>).map { size in
      (try request(size), Self.text(size, by: key))
    }
    for _ in 0..<5 {
      DispatchQueue.concurrentPerform(iterations: hands.count) { [shell] index in
        _ = Self.ask(shell, hands[index].0, hands[index].1)
      }
      #expect(try names().count == 1)
      #expect(try BoardCheckpoints(shell).kept()?.texts == [String(decoding: Self.text(17, by: key), as: UTF8.self)])
    }
  }

  @Test func anOldOneTakesNoNewersPlaceAndNeitherDoesAStrangers() throws {
    try put(40)
    let key = SigningKey()
    func hand(_ size: UInt64, by key: SigningKey = key, origin: String = "ward3", byte: UInt8 = 0) throws -> Int32 {
      ask(try request(size), Self.text(size, by: key, origin: origin, byte: byte))
    }
    #expect(try hand(10) == 0)
    #expect(ask(try request(10), Self.text(0, by: SigningKey())) == 65)
    #expect(try hand(9) == 65)
    #expect(try hand(10, byte: 1) == 65)
    // The same again, and not as if less had been fetched.
    #expect(try hand(10) == 0)
    #expect(ask(try request(9), Self.text(10, by: key)) == 65)
    #expect(try hand(11) == 0)
    #expect(try names().count == 1)
    #expect(try hand(11, by: SigningKey()) == 0)
    #expect(try hand(11, origin: "ward4") == 0)
    #expect(try names().count == 3)
    for _ in 4...8 { #expect(try hand(11, by: SigningKey()) == 0) }
    // Who came less far takes nobody's place; who came farther does.
    #expect(try hand(10, by: SigningKey()) == 65)
    #expect(try hand(12) == 0)
    #expect(try names().count == 8)
    #expect(try BoardCheckpoints(shell).kept()?.texts.last == String(decoding: Self.text(12, by: key), as: UTF8.self))
  }

  /// Made up by whoever has the account, who sees what the board keeps: whatever it says, the board tells that its log
  /// was set back.
  @Test func aMadeUpNewerOneDoesNotSilenceTheBoard() throws {
    let station = try LogFolder()
    try put(40)
    #expect(try pull(into: station).isEmpty)
    let own = try #require(try BoardCheckpoints(shell).kept()?.texts.first)
    let size = try LogTree(LogFile(log)).tree.count
    func madeUp(_ size: Int) -> [UInt8] {
      var lines = own.components(separatedBy: "\n")
      lines[1] = "\(size)"
      return Array(lines.joined(separator: "\n").utf8)
    }
    // Of places that this log never had, or of more records than can be there.
    for place in ["segment-99999999.plog 500", "segment-00000001.plog 2000", "segment-00000001.plog 0"] {
      #expect(ask("checkpoint \(place)", madeUp(size + 1)) == 65)
    }
    let place = try request(UInt64(size))
    #expect(ask(place, madeUp(999_999_999_999)) == 65)
    #expect(ask(place, madeUp(1)) == 65)
    // One that could be true is taken; what it says of the log's length is.
    try put(50)
    #expect(ask(try request(UInt64(size) + 10), madeUp(size + 11)) == 0)
    try put(20)
    let behind = try #require(try BoardCheckpoints(shell).kept()?.fault)
    #expect(behind.contains("ended before"))
    for count in [1, 20, size, size + 12] {
      #expect(ask(try request(20), madeUp(count)) == 65)
      #expect(try BoardCheckpoints(shell).kept()?.fault == behind)
    }
    // The station tells of it, and puts its own in its place.
    try put(60)
    #expect(try pull(into: station).map { "\($0.problem)" }.filter { $0.contains("signature") }.count == 1)
    #expect(try pull(into: station).isEmpty)
  }

  @Test func falseOriginsKeepNoStationOut() throws {
    try put(40)
    let size = UInt64(try LogTree(LogFile(log)).tree.count)
    for number in 1...12 {
      #expect(ask(try request(size), Self.text(size, by: SigningKey(), origin: "false\(number)")) == 0)
    }
    #expect(try names().count == 8)
    for decisions in [40, 50] as [UInt64] {
      try put(decisions)
      let station = try LogFolder()
      // Each false one is told of.
      #expect(try pull(into: station).count >= 7)
      let own = try String(contentsOf: station.url.appending(path: "checkpoint"), encoding: .utf8)
      let last = try BoardCheckpoints(shell).kept()?.texts.last
      #expect(decisions == 40 || last == own)
    }
    try put(20)
    #expect(try BoardCheckpoints(shell).kept()?.fault?.contains("ended before") == true)
  }

  /// A log of the same length that was written anew shows to the board itself, and nothing is taken of it.
  @Test func aLogThatWasWrittenAnewShowsToTheBoard() throws {
    try put(40)
    #expect(try pull(into: try LogFolder()).isEmpty)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: log.path).max())
    let file = log.appending(path: name)
    var bytes = [UInt8](try Data(contentsOf: file))
    bytes[40] ^= 1
    try Data(bytes).write(to: file)
    let fault = "the first 112 bytes of \(name) on the board are not those that a station had"
    #expect(try BoardCheckpoints(shell).kept()?.fault == fault)
    let size = UInt64(try LogTree(LogFile(log)).tree.count)
    #expect(ask("checkpoint \(name) 1024", Self.text(size, by: SigningKey())) == 65)
    #expect(try names().count == 1)
  }

  /// All that a station had is taken away, and a log begun anew with a number just behind it; what a station had may
  /// be gone once as many segments have followed as the log keeps.
  @Test func whatAStationHadIsDroppedOnlyWhenTheLogIsFull() throws {
    let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 8)
    let segments = try LogKeeper.log(decisions: 200, policy: policy).segmentBytes
    let numbers = segments.keys.sorted()
    let (first, last) = (try #require(numbers.first), try #require(numbers.last))
    #expect(first > 1 && last - first == 7)
    func put(_ range: ClosedRange<UInt32>) throws {
      for name in try FileManager.default.contentsOfDirectory(atPath: log.path) {
        try FileManager.default.removeItem(at: log.appending(path: name))
      }
      for (number, bytes) in segments where range.contains(number) {
        try Data(bytes).write(to: log.appending(path: SegmentName.name(of: number)))
      }
    }
    try put(first...first)
    #expect(try pull(into: try LogFolder()).isEmpty)
    for number in first + 1...last {
      try put(number...number)
      let fault = try BoardCheckpoints(shell).kept()?.fault
      #expect((fault == nil) == (number - first >= 7), "\(number): \(fault ?? "whole")")
      #expect(fault == nil || fault?.contains("is gone from the board") == true)
    }
    try put(first...last)
    #expect(try BoardCheckpoints(shell).kept()?.fault == nil)
  }

  /// What somebody left who was cut off blocks nobody, and goes.
  @Test func nobodyWaitsForWhoWasCutOff() throws {
    try put(40)
    for name in [".new-99999999", ".new-99999999+"] {
      try Data("x".utf8).write(to: kept.appending(path: name))
    }
    #expect(try pull(into: try LogFolder()).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept.path) == names())
    #expect(try names().count == 1)
  }

  @Test func whatIsNoCheckpointIsNotKept() throws {
    let key = SigningKey()
    let good = LogCheckpoint(origin: "ward3", size: 10, root: Digest(), firstRecord: 1).text(signedBy: key)
    var bad = [
      "", "\n", "x", good + "x", good + "\n", String(good.dropLast()), String(good.dropFirst()), good + good,
      good.replacing("ward3", with: "ward\u{1B}3"), good.replacing("ward3", with: "wärd3"),
      good.replacing("\n10\n", with: "\n010\n"), good.replacing("\n10\n", with: "\n-1\n"),
      good.replacing("\n10\n", with: "\n$(id)\n"), good.replacing("first-record 1", with: "first-record 1 2"),
      good.replacing("\u{2014}", with: "-"), good.replacing("=\n", with: "\n"),
      String(repeating: "a", count: 2000) + "\n" + good,
    ].map { Array($0.utf8) }
    bad.append(Array(good.utf8) + [0])
    bad.append([UInt8](repeating: 0, count: 1 << 20))
    for text in bad { #expect(ask("checkpoint segment-00000001.plog 500", text) == 65, "\(text.count)") }
    for command in [
      "checkpoint", "checkpoint segment-00000001.plog", "checkpoint segment-1.plog 5", "checkpoint ../x 5",
      "checkpoint segment-00000001.plog 05", "checkpoint segment-00000001.plog 5 x", "checkpoints x",
    ] { #expect(ask(command, Array(good.utf8)) == 64, "\(command)") }
    #expect(try names().isEmpty)
    try FileManager.default.removeItem(at: kept)
    #expect(ask("checkpoint segment-00000001.plog 500", Array(good.utf8)) == 74)
    #expect(try BoardCheckpoints(shell).kept() == nil)
  }

  @Test func aBoardsAnswerIsNotBelieved() throws {
    try put(20)
    let folder = try LogFolder()
    #expect(try pull(into: folder).isEmpty)
    let file = LogFile(folder.url)
    let checkpoint = PullCheckpoint(folder.url)
    let own = try String(contentsOf: folder.url.appending(path: "checkpoint"), encoding: .utf8)
    func findings(_ texts: [String]) throws -> Int {
      try checkpoint.compare(file, BoardCheckpoints.Kept(texts: texts, fault: nil)).findings.count
    }
    #expect(try findings([own]) == 0)
    #expect(try findings([own.replacing("first-record 1", with: "first-record 2")]) == 1)
    #expect(try findings(["a\nb\nc\nd\n\ne\n"]) == 1)
    for size in [UInt64.max, 1 << 63, 21_000] {
      let stranger = LogCheckpoint(origin: "x", size: size, root: Digest(), firstRecord: 5).text(signedBy: SigningKey())
      #expect(try findings([stranger]) == 1)
    }
    for answer in ["", "whole", "x\n", "whole\na\n", "behind\n", "behind x 5\n", "behind segment-00000001.plog x\n"] {
      #expect(throws: PullFault.self, "\(answer)") { try BoardCheckpoints.read(Array(answer.utf8), command: "") }
    }
    for (word, fault) in [
      ("behind", "the board's log ended before segment-00000001.plog, byte 5, which a station had"),
      (
        "gone",
        "segment-00000001.plog, which a station had, is gone from the board although fewer segments followed it than the "
          + "log keeps, 5"
      ),
      ("changed", "the first 5 bytes of segment-00000001.plog on the board are not those that a station had"),
    ] {
      let answer = Array("\(word) segment-00000001.plog 5\n".utf8)
      #expect(try BoardCheckpoints.read(answer, command: "") == BoardCheckpoints.Kept(texts: [], fault: fault))
    }
  }

  /// Who began to fetch later, or erased, is held against what is common to both.
  @Test func logsThatBeginAtOtherRecordsAreComparedWhereTheyCanBe() throws {
    let segments = try LogKeeper.log(decisions: 40).segmentBytes
    let all = try LogFolder(segments)
    let later = try LogFolder(segments.filter { $0.key > 1 })
    let (tree, part) = (try LogTree(LogFile(all.url)), try LogTree(LogFile(later.url)))
    let (whole, short) = (tree.checkpoint(origin: "a"), part.checkpoint(origin: "b"))
    #expect(tree.standing(toForeign: short) == .goesOn)
    #expect(part.standing(toForeign: whole) == .beginsLater)
    let noted = try PullCheckpoint(later.url).compare(
      LogFile(later.url),
      BoardCheckpoints.Kept(texts: [whole.text(signedBy: SigningKey())], fault: nil))
    #expect(noted.findings.isEmpty && noted.notes.count == 1)
    #expect(noted.notes.first?.contains("cannot be told") == true)
    var other = short
    other.root.bytes[0] ^= 1
    #expect(tree.standing(toForeign: other) == .setBack)
    other = whole
    other.size += 1
    #expect(tree.standing(toForeign: other) == .setBack)
    #expect(part.standing(toForeign: other) == .setBack)
  }
}
