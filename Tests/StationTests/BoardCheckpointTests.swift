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
    let program = place.url.appending(path: "ssh")
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      SSH_ORIGINAL_COMMAND=$3 exec sh '\(forced.path)'
      """
    try Data(text.utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
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
    let board = BoardCheckpoints(shell)
    let kept = try #require(try board.kept())
    let found = try own + checkpoint.compare(file, kept).findings
    if found.isEmpty { try checkpoint.handOver(to: board, file) }
    return found
  }

  @Test func aLogThatWasSetBackShowsToAStationThatNeverSawIt() throws {
    let (first, second) = (try LogFolder(), try LogFolder())
    for decisions in [10, 40, 40] as [UInt64] {
      try put(decisions)
      #expect(try pull(into: first).isEmpty)
    }
    // Another computer, with another key, takes part.
    #expect(try pull(into: second).isEmpty)
    #expect(try names() == ["1", "2"])
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

  /// What is kept on the board, without what holds the lock.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: kept.path).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func ofManyAtOnceTheNewestStays() throws {
    let key = SigningKey()
    let texts = (10...17 as ClosedRange<UInt64>).map { size in
      Array(LogCheckpoint(origin: "ward3", size: size, root: Digest(), firstRecord: 1).text(signedBy: key).utf8)
    }
    for _ in 0..<5 {
      DispatchQueue.concurrentPerform(iterations: texts.count) { [shell] index in
        _ = Self.ask(shell, "checkpoint segment-00000001.plog 500", texts[index])
      }
      #expect(try names() == ["1"])
      #expect(try String(contentsOf: kept.appending(path: "1"), encoding: .utf8).contains("\nward3\n17\n"))
    }
  }

  @Test func anOldOneTakesNoNewersPlaceAndNeitherDoesAStrangers() throws {
    let key = SigningKey()
    func text(_ size: UInt64, by key: SigningKey = key, origin: String = "ward3", byte: UInt8 = 0) -> [UInt8] {
      var root = Digest()
      root.bytes[0] = byte
      return Array(LogCheckpoint(origin: origin, size: size, root: root, firstRecord: 1).text(signedBy: key).utf8)
    }
    func hand(_ text: [UInt8]) -> Int32 { ask("checkpoint segment-00000001.plog 500", text) }
    #expect(hand(text(10)) == 0)
    #expect(hand(text(0, by: SigningKey())) == 65)
    #expect(hand(text(9)) == 65)
    #expect(hand(text(10, byte: 1)) == 65)
    // The same again does not say that less was fetched.
    #expect(ask("checkpoint segment-00000001.plog 0", text(10)) == 0)
    #expect(try String(contentsOf: kept.appending(path: "1"), encoding: .utf8).hasPrefix("segment-00000001.plog 500\n"))
    #expect(hand(text(11)) == 0)
    #expect(try names() == ["1"])
    #expect(hand(text(3, by: SigningKey())) == 0)
    #expect(hand(text(3, origin: "ward4")) == 0)
    #expect(try names() == ["1", "2", "3"])
    for _ in 4...8 { #expect(hand(text(1, by: SigningKey())) == 0) }
    #expect(hand(text(1, by: SigningKey())) == 74)
    #expect(hand(text(12)) == 0)
    #expect(try names().count == 8)
    #expect(try BoardCheckpoints(shell).kept()?.texts.first == String(decoding: text(12), as: UTF8.self))
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
      try checkpoint.compare(file, BoardCheckpoints.Kept(texts: texts, behind: nil)).findings.count
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
    let behind = try BoardCheckpoints.read(Array("behind segment-00000001.plog 5\n".utf8), command: "")
    #expect(behind == BoardCheckpoints.Kept(texts: [], behind: "segment-00000001.plog, byte 5"))
  }

  /// Who began to fetch later, or erased, is held against what is common to both.
  @Test func logsThatBeginAtOtherRecordsAreComparedWhereTheyCanBe() throws {
    let segments = try LogKeeper.log(decisions: 40).segmentBytes
    let all = try LogFolder(segments)
    let later = try LogFolder(segments.filter { $0.key > 1 })
    let (tree, part) = (try LogTree(LogFile(all.url)), try LogTree(LogFile(later.url)))
    let (whole, short) = (tree.checkpoint(origin: "a"), part.checkpoint(origin: "b"))
    #expect(tree.standing(toForeign: short) == .goesOn)
    #expect(part.standing(toForeign: whole) == .goesOn)
    var other = short
    other.root.bytes[0] ^= 1
    #expect(tree.standing(toForeign: other) == .setBack)
    other = whole
    other.size += 1
    #expect(tree.standing(toForeign: other) == .setBack)
    #expect(part.standing(toForeign: other) == .setBack)
  }
}
