import ArgumentParser
import Bundle
import Deployment
import EventLog
import Foundation
import LogSupport
import Station
import Supervisor
import Synchronization
import TestSupport
import Testing
import Vocabulary

@testable import prodrome

/// `pull` and `deploy` with a script in the place of `ssh`.
@Suite struct RemoteCommandTests {
  private let folder: LogFolder
  private let ssh: String

  init() throws {
    folder = try LogFolder()
    // Runs the command as a login shell would, in the folder of the log.
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      cd '\(folder.url.path)/board' || exit 255
      list() { for name in *.plog; do printf '%s %s\\n' "$name" "$(stat -c %s "$name")"; done; }
      read() { [ -f "$1" ] || exit 66; tail -c +$(($2 + 1)) "$1" | head -c "$3"; }
      eval "$3"
      """
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "board"), withIntermediateDirectories: true)
    ssh = try folder.program("fake-ssh", text).path
  }

  private var log: URL { folder.url.appending(path: "log") }

  private func pull() throws {
    try PullCommand.parse(["station@board", "--ssh", ssh, "--into", log.path]).run()
  }

  @Test func pullFetchesVerifiesAndExports() throws {
    try LogKeeper.recording(in: try FileSegmentStorage(writing: folder.url.appending(path: "board")))
    for _ in 0..<2 {
      try pull()
      let names = try FileManager.default.contentsOfDirectory(atPath: log.appending(path: "exports").path).sorted()
      #expect(
        names == [
          "records.jsonl", "session-0001_clips.edf", "session-0001_events.tsv", "session-0002_events.tsv",
        ])
    }
    let board = folder.url.appending(path: "board")
    #expect(try LogFile(log).digest { _ in }.digest == LogFile(board).digest { _ in }.digest)
    let table = try String(contentsOf: log.appending(path: "exports/session-0001_events.tsv"), encoding: .utf8)
    #expect(table.contains("\tsz\t"))
    let records = try String(contentsOf: log.appending(path: "exports/records.jsonl"), encoding: .utf8)
    #expect(records.split(separator: "\n").count == Int(try LogFile(board).summary().records))
  }

  @Test func pullSaysByItsExitCodeThatTheLogIsNotIntact() throws {
    let board = folder.url.appending(path: "board")
    try LogKeeper.recording(in: try FileSegmentStorage(writing: board))
    let first = board.appending(path: MemorySegmentStorage().name(of: 1))
    var bytes = [UInt8](try Data(contentsOf: first))
    bytes[4000] ^= 1
    try Data(bytes).write(to: first)
    #expect(throws: ExitCode(1)) { try pull() }
    #expect(FileManager.default.fileExists(atPath: log.appending(path: "exports/records.jsonl").path))
  }

  @Test func pullOfABoardThatIsNotThereOrMakesNoSenseHasItsExitCodes() throws {
    try Data("x".utf8).write(to: folder.url.appending(path: "board/evil.plog"))
    #expect(throws: ExitCode(65)) { try pull() }
    try FileManager.default.removeItem(at: folder.url.appending(path: "board"))
    #expect(throws: ExitCode(74)) { try pull() }
    #expect(throws: (any Error).self) { try PullCommand.parse(["--ssh", ssh, "--", "-oProxyCommand=x"]) }
    #expect(throws: (any Error).self) { try PullCommand.parse(["--ssh", ssh]) }
  }

  @Test func aBoardWithoutALogIsNoFault() throws {
    try Data().write(to: folder.url.appending(path: "board/\(MemorySegmentStorage().name(of: 1))"))
    try pull()
    #expect(try FileManager.default.contentsOfDirectory(atPath: log.path).isEmpty)
  }

  @Test func severalBoardsAreFetchedFromAtOnceEachIntoItsFolder() throws {
    try LogKeeper.recording(in: try FileSegmentStorage(writing: folder.url.appending(path: "board")))
    let fleet = folder.url.appending(path: "fleet.toml")
    try Data("format = 1\n[beds]\nward3 = \"station@board\"\nward4 = \"ssh://station@other:2222\"\n".utf8).write(
      to: fleet)
    let into = folder.url.appending(path: "logs")
    let words = ["--ssh", ssh, "--fleet", fleet.path, "--into", into.path]
    try PullCommand.parse(words).run()
    #expect(try names("logs") == ["log-ward3", "log-ward4"])
    #expect(try names("logs/log-ward3/exports") == names("logs/log-ward4/exports"))
    // One board whose log is not the folder's: the others are fetched all the same.
    try FileManager.default.removeItem(at: into.appending(path: "log-ward4"))
    try Data().write(to: into.appending(path: "log-ward4"))
    #expect(throws: ExitCode(74)) { try PullCommand.parse(words).run() }
  }

  @Test func aLogThatWasSetBackShowsInThisPullAndInEveryLaterOne() throws {
    let board = folder.url.appending(path: "board")
    func put(_ decisions: UInt64) throws {
      let policy = LogPolicy(segmentBytes: 8192, segmentLimit: 64)
      let segments = try LogKeeper.log(decisions: decisions, policy: policy).segmentBytes
      #expect(segments.count == 1)
      for (number, bytes) in segments {
        try Data(bytes).write(to: board.appending(path: MemorySegmentStorage().name(of: number)))
      }
    }
    func outcome() throws -> PullOutcome {
      let command = try PullCommand.parse(["station@board", "--ssh", ssh, "--json"])
      return command.pull(try command.options.places()[0], into: log) { _ in }
    }
    for decisions in [10, 20, 20] as [UInt64] {
      try put(decisions)
      try pull()
    }
    try put(14)
    for _ in 0..<2 {
      #expect(throws: ExitCode(1)) { try pull() }
      #expect(try outcome().failure?.contains("it was set back") == true)
    }
    // The same with a fleet's file; and a log that goes on from where it was is whole again.
    let fleet = folder.url.appending(path: "fleet.toml")
    try Data("format = 1\n[beds]\nbed = \"station@board\"\n".utf8).write(to: fleet)
    let words = ["--ssh", ssh, "--fleet", fleet.path, "--into", folder.url.appending(path: "logs").path]
    try put(20)
    try pull()
    try PullCommand.parse(words).run()
    try put(14)
    #expect(throws: ExitCode(1)) { try PullCommand.parse(words).run() }
    #expect(throws: ExitCode(1)) { try PullCommand.parse(words).run() }
  }

  @Test func verifyNamesWhatWasErasedAndWhoseErasuresAreTaken() throws {
    let board = folder.url.appending(path: "board")
    try LogKeeper.recording(in: try FileSegmentStorage(writing: board))
    try pull()
    let key = folder.url.appending(path: "steward.key").path
    try KeyNewCommand.parse(["--output", key]).run()
    let session = try #require(LogFile(log).summary().sessions.first)
    let words = [
      log.path, "--person", session.settings.pseudonymText, "--clips", "--by", "Dr. A", "--reason", "request", "--key",
      key,
    ]
    func verify(_ more: [String]) throws { try LogVerifyCommand.parse([log.path] + more).run() }
    func segments() throws -> [Data] {
      try names("log").filter { $0.hasSuffix(".plog") }.map { try Data(contentsOf: log.appending(path: $0)) }
    }
    let before = try segments()
    try LogEraseCommand.parse(words).run()
    #expect(try segments() == before)
    #expect(try !names("log").contains("erasures.jsonl"))
    #expect(throws: ExitCode(2)) { try verify([]) }
    try LogEraseCommand.parse(words + ["--apply"]).run()
    #expect(throws: ExitCode(3)) { try verify([]) }
    #expect(throws: ExitCode(3)) { try verify(["--allow-unauthenticated"]) }
    #expect(throws: ExitCode(2)) { try verify(["--erased-by", "\(key).pub"]) }
    try verify(["--erased-by", "\(key).pub", "--allow-unauthenticated"])
    // A pull names it in words and as JSON, and brings nothing back.
    let after = try segments()
    for json in [[], ["--json"]] {
      let lines = Mutex<[String]>([])
      let command = try PullCommand.parse(["station@board", "--ssh", ssh] + json)
      let outcome = command.pull(try command.options.places()[0], into: log) { line in
        if case .output(let text) = line { lines.withLock { $0.append(text) } }
      }
      #expect(outcome.exitCode == nil && outcome.erasures == 1)
      let text = try #require(lines.withLock { $0 }.last)
      #expect(text.contains(json.isEmpty ? "erased     by Dr. A on" : "\"erasures\":[{\"at\":"))
    }
    #expect(try segments() == after)
    let other = folder.url.appending(path: "other.key").path
    try KeyNewCommand.parse(["--output", other]).run()
    #expect(throws: ExitCode(3)) { try verify(["--erased-by", "\(other).pub", "--allow-unauthenticated"]) }
    #expect(try LogFile(log).summary().sessions[0].clips == 0)
    // The next pull is whole, and brings nothing back.
    try pull()
    #expect(try LogFile(log).summary().sessions[0].clips == 0)
    #expect(try !names("log/exports").contains { $0.hasSuffix(".edf") })
    #expect(throws: ExitCode(65)) {
      try LogEraseCommand.parse([log.path, "--person", String(repeating: "a", count: 32)]).run()
    }
    for bad in [[log.path], [log.path, "--older-than", "1", "--apply"], [log.path, "--person", "x"]] {
      #expect(throws: (any Error).self) { try LogEraseCommand.parse(bad) }
    }
  }

  @Test func twentyBoardsOverALineThatIsCutLoseNothingAndGiveNothingTwice() throws {
    let beds = (1...20).map { "bed\($0)" }
    let forced = folder.url.appending(path: "prodrome-log")
    let script = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-log"), encoding: .utf8)
    try Data(script.replacing("\nfolder=/var/lib/prodrome/log\n", with: "\nfolder=.\n").utf8).write(to: forced)
    for (index, bed) in beds.enumerated() {
      let board = folder.url.appending(path: "boards/\(bed)")
      try FileManager.default.createDirectory(at: board, withIntermediateDirectories: true)
      try LogKeeper.recording(in: try FileSegmentStorage(writing: board), scale: Int32(index + 1))
    }
    // Of the answers of each board, every fourth or so is cut in its middle.
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      bed=${2#*@bed}
      count='\(folder.url.path)'/count-$bed
      echo x >>"$count"
      number=$(wc -l <"$count")
      cd '\(folder.url.path)'/boards/bed$bed || exit 99
      export SSH_ORIGINAL_COMMAND="$3"
      [ $(((number * 7919 + bed * 104729) % 13)) -lt 3 ] || exec sh '\(forced.path)'
      sh '\(forced.path)' >"$count.answer" || exit
      head -c $(($(wc -c <"$count.answer") / 2)) "$count.answer"
      echo x >>"$count.cuts"
      echo 'client_loop: send disconnect: Connection reset by peer' >&2
      exit 255
      """
    let line = try folder.program("bad-line", text)
    let into = folder.url.appending(path: "logs")
    let words = beds.map { "log@\($0)" } + ["--ssh", line.path, "--into", into.path, "--parallel", "20"]
    // Without a second try what has come is kept, and the next pull goes on from it.
    #expect(throws: ExitCode(74)) { try PullCommand.parse(words + ["--retry", "0"]).run() }
    try PullCommand.parse(words + ["--retry", "20"]).run()
    var cuts = 0
    for bed in beds {
      let cut = try? Data(contentsOf: folder.url.appending(path: "count-\(bed.dropFirst(3)).cuts"))
      cuts += (cut?.count ?? 0) / 2
      let board = folder.url.appending(path: "boards/\(bed)")
      let copy = into.appending(path: "log-\(bed)")
      for name in try names("boards/\(bed)") {
        let (there, here) = (board.appending(path: name), copy.appending(path: name))
        #expect(try Data(contentsOf: there) == Data(contentsOf: here), "\(bed): \(name)")
      }
      let records = try String(contentsOf: copy.appending(path: "exports/records.jsonl"), encoding: .utf8)
      let lines = records.split(separator: "\n")
      #expect(Set(lines).count == lines.count, "\(bed)")
      #expect(try lines.count == Int(LogFile(board).summary().records), "\(bed)")
    }
    #expect(cuts >= 20)
  }

  private func build(counter: Int = 1, key: String? = nil) throws -> (bundle: String, key: String) {
    let root = SharedData.repository
    let made = folder.url.appending(path: "\(UUID().uuidString).key").path
    let file = folder.url.appending(path: "\(UUID().uuidString).bundle").path
    if key == nil { try KeyNewCommand.parse(["--output", made]).run() }
    try BundleBuildCommand.parse([
      "--board", root.appending(path: "Boards/virtual.toml").path, "--site",
      root.appending(path: "Boards/site.toml").path, "--model",
      root.appending(path: "Tests/BundleCommandTests/Fixtures/tiny").path, "--key", key ?? made, "--version-counter",
      "\(counter)", "--output", file,
    ]).run()
    return (file, key ?? made)
  }

  private var slots: URL { folder.url.appending(path: "slots") }

  /// A board with a bundle in its first slot, by the board's own program in a folder that stands for it. Its account is
  /// root's: `id` says so.
  private func makeSlots(bundle: String, key: String, board: String = "virtual") throws -> String {
    let place = folder.url.path
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "etc/prodrome"), withIntermediateDirectories: true)
    let program = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-slots"), encoding: .utf8
    ).replacing("\nroot=\n", with: "\nroot='\(place)'\n")
    try Data(program.utf8).write(to: slots)
    let forced = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-log"), encoding: .utf8
    ).replacing("\nfolder=/var/lib/prodrome/log\n", with: "\nfolder='\(place)/var/lib/prodrome/log'\n")
    let libexec = folder.url.appending(path: "usr/libexec")
    try FileManager.default.createDirectory(at: libexec, withIntermediateDirectories: true)
    try folder.program("usr/libexec/prodrome-log", forced)
    try Data(contentsOf: URL(fileURLWithPath: "\(key).pub"))
      .write(to: folder.url.appending(path: "etc/prodrome/trusted-keys"))
    try Data("PRODROME_BOARD=\(board)\n".utf8).write(to: folder.url.appending(path: "etc/prodrome/board.env"))
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      id() { echo 0; }
      eval "$(printf '%s' "$3" | sed 's|/usr/libexec/prodrome-slots|sh '\(slots.path)'|g')"
      """
    let ssh = try folder.program("slots-ssh", text)
    let daemon = folder.url.appending(path: "daemon")
    try Data("#!/bin/sh\n".utf8).write(to: daemon)
    let shell = SlotShell(RootShell(RemoteShell(destination: "pi@board", program: ssh.path)))
    try shell.fill(prodromed: daemon, bundle: URL(fileURLWithPath: bundle))
    try shell.request("first")
    return ssh.path
  }

  private func deploy(_ bundle: String, _ ssh: String) throws {
    try DeployCommand.parse(["pi@board", "--ssh", ssh, "--bundle", bundle]).run()
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: path).path).sorted()
  }

  @Test func deployingWhatRunsChangesNothing() throws {
    let (bundle, key) = try build()
    let ssh = try makeSlots(bundle: bundle, key: key)
    try deploy(bundle, ssh)
    #expect(try names("var/lib/prodrome-slots") == ["a", "current", "history", "lock"])
  }

  @Test func deploySendsNothingThatItsBoardWouldRefuse() throws {
    let (bundle, key) = try build(counter: 2)
    let (stranger, _) = try build(counter: 3)
    let (good, _) = try build(counter: 3, key: key)
    for board in ["virtual", "pieeg-rpi5"] {
      let ssh = try makeSlots(bundle: bundle, key: key, board: board)
      #expect(throws: ExitCode(1)) { try deploy(stranger, ssh) }
      if board != "virtual" { #expect(throws: ExitCode(1)) { try deploy(good, ssh) } }
      #expect(try names("var/lib/prodrome-slots") == ["a", "current", "history", "lock"])
      try FileManager.default.removeItem(at: folder.url.appending(path: "var/lib/prodrome-slots"))
    }
  }

  @Test func deployAsksForTheVersionThatTheBoardHasSeen() throws {
    let (bundle, key) = try build(counter: 2)
    let (older, _) = try build(counter: 1, key: key)
    let ssh = try makeSlots(bundle: bundle, key: key)
    let log = folder.url.appending(path: "var/lib/prodrome/log")
    try FileManager.default.createDirectory(at: log, withIntermediateDirectories: true)
    func keep(counter: UInt64, isLatched: Bool) throws {
      var content = ByteBuffer()
      content.append(littleEndian: counter)
      for _ in 0..<7 { content.append(littleEndian: UInt32(0)) }
      var copy = ByteBuffer()
      content.withBytes { KeptCopy.append(.alarms, flags: isLatched ? 1 : 0, sequence: 1, content: $0, to: &copy) }
      var bytes: [UInt8] = []
      copy.withBytes { kept in bytes = kept.indices.map { kept[$0] } }
      try Data(bytes).write(to: log.appending(path: "state-0"))
    }
    try keep(counter: 2, isLatched: false)
    #expect(throws: ExitCode(1)) { try deploy(older, ssh) }
    try deploy(bundle, ssh)
    try keep(counter: 2, isLatched: true)
    #expect(throws: ExitCode(1)) { try deploy(bundle, ssh) }
    #expect(try names("var/lib/prodrome-slots") == ["a", "current", "history", "lock"])
  }

  @Test func aBundleThatArrivesDamagedIsNotPutInPlace() throws {
    let (bundle, key) = try build(counter: 2)
    let (good, _) = try build(counter: 3, key: key)
    let ssh = try makeSlots(bundle: bundle, key: key)
    let text = try String(contentsOf: slots, encoding: .utf8)
      .replacing("cat >\"$target.new\"", with: "head -c 100 >\"$target.new\"")
    try Data(text.utf8).write(to: slots)
    #expect(throws: ExitCode(74)) { try deploy(good, ssh) }
    #expect(try names("var/lib/prodrome-slots/b") == ["prodromed"])
  }

  /// Setup gives a board keys and a name: what runs there would be refused at its next start without its own.
  @Test func setupKeepsNoBundleThatTheBoardWouldRefuseFromThenOn() throws {
    let (bundle, key) = try build()
    let (_, other) = try build()
    let shell = RootShell(RemoteShell(destination: "pi@board", program: try makeSlots(bundle: bundle, key: key)))
    func refusal(_ keys: [String], board: String = "virtual") throws -> String? {
      let identity = BoardIdentity(ascii: [UInt8](board.utf8).span)
      var trust = Trust(board: identity ?? BoardIdentity())
      for key in keys { try trust.appendKeys(fileOrDigits: "\(key).pub") }
      return try RunningBundle.refusal(by: trust, on: shell)
    }
    #expect(try refusal([key]) == nil)
    #expect(try refusal([other, key]) == nil)
    #expect(try refusal([other])?.contains("would be refused at its next start") == true)
    #expect(try refusal([key], board: "pieeg-rpi5")?.contains("would be refused") == true)
    // A board that nothing runs on yet.
    try FileManager.default.removeItem(at: folder.url.appending(path: "var/lib/prodrome-slots"))
    #expect(try refusal([other]) == nil)
  }

  @Test func aBoardWithoutSlotsIsToldFromOneThatDoesNotAnswer() throws {
    let (bundle, key) = try build()
    let ssh = try makeSlots(bundle: bundle, key: key)
    try FileManager.default.removeItem(at: folder.url.appending(path: "var/lib/prodrome-slots"))
    #expect(throws: ExitCode(1)) { try deploy(bundle, ssh) }
    #expect(throws: ExitCode(74)) { try deploy(bundle, "/nonexistent") }
    #expect(throws: ExitCode(1)) { try RollbackCommand.parse(["pi@board", "--ssh", ssh]).run() }
  }
}
