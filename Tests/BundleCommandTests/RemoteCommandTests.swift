import ArgumentParser
import Foundation
import LogSupport
import Station
import TestSupport
import Testing

@testable import prodrome

/// `pull` and `deploy` with a script in the place of `ssh`.
@Suite struct RemoteCommandTests {
  private let folder: LogFolder
  private let ssh: String

  init() throws {
    folder = try LogFolder()
    let program = folder.url.appending(path: "fake-ssh")
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
    try Data(text.utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    ssh = program.path
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
  }

  @Test func aBoardWithoutALogIsNoFault() throws {
    try Data().write(to: folder.url.appending(path: "board/\(MemorySegmentStorage().name(of: 1))"))
    try pull()
    #expect(try FileManager.default.contentsOfDirectory(atPath: log.path).isEmpty)
  }

  @Test func theDefaultFolderIsNamedAfterTheBoardAndNothingElse() {
    #expect(PullCommand.folderName("station@bed.local") == "log-bed.local")
    #expect(PullCommand.folderName("a@../../x") == "log-.._.._x")
  }

  private func build() throws -> (bundle: String, key: String) {
    let root = SharedData.repository
    let key = folder.url.appending(path: "a.key").path
    let file = folder.url.appending(path: "a.bundle").path
    try KeyNewCommand.parse(["--output", key]).run()
    try BundleBuildCommand.parse([
      "--board", root.appending(path: "Boards/virtual.toml").path, "--site",
      root.appending(path: "Boards/site.toml").path, "--model",
      root.appending(path: "Tests/BundleCommandTests/Fixtures/tiny").path, "--key", key, "--output", file,
    ]).run()
    return (file, key)
  }

  private func deploy(_ bundle: String, _ arguments: [String] = []) throws {
    let path = folder.url.appending(path: "board/detector.bundle").path
    try DeployCommand.parse(["root@board", "--ssh", ssh, "--bundle", bundle, "--path", path] + arguments).run()
  }

  @Test func deployPutsTheBundleInPlaceAndLeavesNothingElse() throws {
    let (bundle, key) = try build()
    let board = folder.url.appending(path: "board")
    for _ in 0..<2 {
      try deploy(bundle, ["--public-key", "\(key).pub", "--board", "virtual"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: board.path) == ["detector.bundle"])
      #expect(
        try Data(contentsOf: board.appending(path: "detector.bundle")) == Data(contentsOf: URL(fileURLWithPath: bundle))
      )
    }
  }

  @Test func deploySendsNothingThatItsBoardWouldRefuse() throws {
    let (bundle, _) = try build()
    for arguments in [
      ["--board", "pieeg-rpi5"], ["--at-least", "9"], ["--public-key", String(repeating: "1", count: 64)],
    ] {
      #expect(throws: ExitCode(1)) { try deploy(bundle, arguments) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "board").path).isEmpty)
  }

  @Test func aBundleThatArrivesDamagedIsNotPutInPlace() throws {
    let (bundle, _) = try build()
    let old = folder.url.appending(path: "board/detector.bundle")
    try Data("old".utf8).write(to: old)
    let text = try String(contentsOfFile: ssh, encoding: .utf8)
      .replacing("list()", with: "cat() { /bin/cat > /dev/null; echo x; }\nlist()")
    try Data(text.utf8).write(to: URL(fileURLWithPath: ssh))
    #expect(throws: ExitCode(1)) { try deploy(bundle) }
    #expect(try String(contentsOf: old, encoding: .utf8) == "old")
  }

  @Test func aPathIsNeverMoreThanAPath() {
    let shell = RemoteShell(destination: "root@board")
    #expect(RemoteFile(path: "/etc/prodrome/board.bundle", shell: shell) != nil)
    for path in ["", "detector.bundle", "/a b", "/a;reboot", "/a$(b)", "/../a", "/a/", "/ä", "/a\nb", "/'a'"] {
      #expect(RemoteFile(path: path, shell: shell) == nil, "\(path)")
    }
  }
}
