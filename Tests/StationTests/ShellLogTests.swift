import Foundation
import LogSupport
import TestSupport
import Testing

@testable import Station

/// The protocol over processes: a script in the place of `ssh` that runs what it is told in a shell, as a board would.
@Suite struct ShellLogTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  /// Makes a program that answers by a shell script; `$command` is what it is told.
  private func shell(_ script: String, limitSeconds: Int = 3600) throws -> RemoteShell {
    let program = try folder.program(
      "fake-ssh-\(UUID().uuidString)",
      """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      [ "$2" = "station@board" ] || exit 99
      command=$3
      \(script)
      """)
    return RemoteShell(
      destination: "station@board", program: program.path, port: 2222, identity: "key", limitSeconds: limitSeconds)
  }

  /// The boards' forced command itself, over another folder.
  private func honest(_ log: LogFolder) throws -> String {
    let script = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-log"), encoding: .utf8)
    let place = "\nfolder=/var/lib/prodrome/log\n"
    try #require(script.contains(place))
    let copy = folder.url.appending(path: "prodrome-log")
    try Data(script.replacing(place, with: "\nfolder='\(log.url.path)'\n").utf8).write(to: copy)
    return "export SSH_ORIGINAL_COMMAND=\"$command\"; exec sh '\(copy.path)'"
  }

  private func fault(_ script: String, _ body: (ShellLog) throws(PullFault) -> Void) throws -> PullFault? {
    let log = ShellLog(try shell(script))
    do throws(PullFault) {
      try body(log)
      return nil
    } catch {
      return error
    }
  }

  private func readFault(_ script: String) throws -> PullFault? {
    let segment = try #require(ListedSegment(line: "segment-00000001.plog 1024"))
    return try fault(script) { log throws(PullFault) in _ = try log.read(segment, at: 0, count: 16) }
  }

  @Test func aLogComesThroughAPipeByteForByte() throws {
    let board = try LogFolder(LogReaderTests.log)
    let copy = try LogFolder()
    try LogPull(ShellLog(shell(honest(board))), into: copy.url).run { _ in }
    for (number, bytes) in LogReaderTests.log {
      let file = copy.url.appending(path: MemorySegmentStorage().name(of: number))
      #expect([UInt8](try Data(contentsOf: file)) == bytes)
    }
    #expect(try LogFile(copy.url).summary().isIntact)
  }

  @Test(arguments: [
    "read ../secret 0 10", "read /etc/passwd 0 10", "read .hidden 0 10", "read link 0 10",
    "read segment-0000000?.plog 0 10",
    "read segment-00000001.plog 0", "read segment-00000001.plog 0 10; id", "read segment-00000001.plog $(id) 1",
    "read segment-00000001.plog 010 1", "read segment-00000001.plog -1 1", "read segment-00000001.plog 0 10 x",
    "read segment-00000009.plog 0 10", "read segment-00000001.plog 999999999999 1",
    "read segment-00000001.plog 1025 1", "list x", "list; id", "cat segment-00000001.plog", "sh", "",
  ])
  func theBoardsAccountAnswersNothingElse(command: String) throws {
    let board = try LogFolder(LogReaderTests.log)
    let secret = folder.url.appending(path: "secret")
    try Data("secret".utf8).write(to: secret)
    try Data("secret".utf8).write(to: board.url.appending(path: ".hidden"))
    try FileManager.default.createSymbolicLink(at: board.url.appending(path: "link"), withDestinationURL: secret)
    let shell = try shell(honest(board))
    var code: Int32?
    do throws(PullFault) { _ = try shell.run(command, limit: 4096) } catch {
      if case .refused(_, let exitCode, _) = error { code = exitCode }
    }
    #expect(code == 64 || code == 66)
  }

  @Test func namesThatAreNoSegmentsAreRefusedAndNothingIsWritten() throws {
    for line in [
      "../../evil.plog 1024", "segment-00000001.plog", "segment-00000001.plog 1024\\nsegment-00000001.plog 1024",
    ] {
      let copy = try LogFolder()
      let log = ShellLog(try shell("printf '%b\\n' '\(line)'"))
      var wasRefused = false
      do throws(PullFault) {
        try LogPull(log, into: copy.url).run { _ in }
      } catch {
        if case .answer = error { wasRefused = true }
      }
      #expect(wasRefused, "\(line)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: copy.url.path).isEmpty)
    }
  }

  /// A line that is cut behind the command's exit code: `ssh` ends with that, and only part of the answer came.
  @Test(arguments: [
    "printf 123", ":", "printf 1234567890123456; echo 'Connection to board closed by remote host.' >&2",
  ])
  func whatCameOverACutLineIsNoAnswer(script: String) throws {
    guard case .cut? = try readFault(script) else {
      Issue.record("'\(script)' was taken")
      return
    }
  }

  @Test(arguments: [
    "printf 'segment-00000001.plog 1024\\nsegment-00000002.plog 10'", "printf 'segment-00000001.plog'",
    "echo 'Connection to board closed by remote host.' >&2",
    "echo 'segment-00000001.plog 1024'; echo 'Connection to board closed by remote host.' >&2",
  ])
  func aCutListingIsNotTakenForAShorterOne(script: String) throws {
    let fault = try fault(script) { log throws(PullFault) in _ = try log.list() }
    guard case .cut? = fault else {
      Issue.record("'\(script)' was taken, or \(String(describing: fault))")
      return
    }
  }

  @Test(arguments: ["printf 1", "echo 12; echo 'Connection to board closed by remote host.' >&2"])
  func aCutNumberIsNotTakenForAShorterOne(script: String) throws {
    let segment = try #require(ListedSegment(line: "segment-00000001.plog 1024"))
    let fault = try fault(script) { log throws(PullFault) in _ = try log.writtenBytes(of: segment) }
    guard case .cut? = fault else {
      Issue.record("'\(script)' was taken, or \(String(describing: fault))")
      return
    }
  }

  @Test func longAndEndlessAnswersAreRefused() throws {
    for script in ["printf 12345678901234567", "cat /dev/zero"] {
      guard case .answer? = try readFault(script) else {
        Issue.record("'\(script)' was taken")
        continue
      }
    }
    let endless = try fault("while :; do echo segment-00000001.plog 1024; done") { log throws(PullFault) in
      _ = try log.list()
    }
    guard case .answer? = endless else {
      Issue.record("an endless listing was taken")
      return
    }
  }

  @Test func exitCodesTellADroppedSegmentFromABoardThatIsNotThere() throws {
    #expect(try readFault("exit 66") == .gone(name: "segment-00000001.plog"))
    #expect(
      try readFault("echo 'first' >&2; echo 'no route to host' >&2; exit 255")
        == .refused(command: "read segment-00000001.plog 0 16", exitCode: 255, message: "no route to host"))
    let none = RemoteShell(destination: "station@board", program: folder.url.appending(path: "none").path)
    var fault: PullFault?
    do throws(PullFault) { _ = try ShellLog(none).list() } catch { fault = error }
    guard case .refused(_, 127, _)? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  /// What `ssh` really says, and what people are told: its reason first, then what to do.
  @Test(arguments: [
    (
      "@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n@@@@\nHost key for board has changed.\n"
        + "Host key verification failed.", 255,
      "Host key verification failed.: the board's host key is not the one known here"
    ),
    (
      "No ED25519 host key is known for board and you have requested strict checking.\nHost key verification failed.",
      255, "Host key verification failed.: the board's host key is not known here: run 'ssh USER@HOST' once"
    ),
    (
      "pi@board: Permission denied (publickey).", 255,
      "pi@board: Permission denied (publickey).: the board refuses every key offered: name the right one with --identity"
    ),
    (
      "Authorised staff only. Connection refused to all others.\nPermission denied (publickey).", 255,
      "Permission denied (publickey).: the board refuses every key offered"
    ),
    (
      "ssh: Could not resolve hostname board: Name or service not known", 255,
      "ssh: Could not resolve hostname board: Name or service not known: no such host"
    ),
    (
      "kex_exchange_identification: Connection closed by remote host\nConnection closed by 10.0.0.7 port 22", 255,
      "Connection closed by 10.0.0.7 port 22: the board hung up before it said who it is"
    ),
    (
      "Connection closed by 10.0.0.7 port 22", 255,
      "Connection closed by 10.0.0.7 port 22: the board closed the line: is it starting anew?"
    ),
    ("client_loop: send disconnect: Broken pipe", 255, "client_loop: send disconnect: Broken pipe: the line was cut"),
    ("Timeout, server 10.0.0.7 not responding.", 255, "Timeout, server 10.0.0.7 not responding.: the line was cut"),
    (
      "ssh: connect to host board port 22: Connection timed out", 255,
      "ssh: connect to host board port 22: Connection timed out: no answer: is the board on"
    ),
    (
      "sh: 1: cannot create /etc/x: No space left on device", 2,
      "sh: 1: cannot create /etc/x: No space left on device: the board's disk is full: make room there"
    ),
    (
      "sudo: a password is required", 1,
      "sudo: a password is required: sudo asks for a password there: give --ask-sudo-password"
    ),
    ("pi is not in the sudoers file.", 1, "pi is not in the sudoers file.: the account may not use sudo"),
    ("", 255, "the line was cut (at 'list')"),
    ("something else", 255, "something else (exit code 255"),
  ])
  func eachReasonComesFirstAndSaysWhatToDo(said: String, code: Int, text: String) throws {
    let file = folder.url.appending(path: "said")
    try Data("\(said)\n".utf8).write(to: file)
    let fault = try fault("cat '\(file.path)' >&2; exit \(code)") { log throws(PullFault) in _ = try log.list() }
    let found = try #require(fault?.description)
    #expect(found.hasPrefix(text), "\(found)")
    let isCut = if case .cut? = fault { true } else { false }
    let cuts = ["Connection closed", "client_loop", "Timeout", "timed out"]
    #expect(isCut == (code == 255 && (said.isEmpty || cuts.contains { said.contains($0) })))
  }

  @Test(arguments: [ENOSPC, EDQUOT]) func aFullDiskHereSaysSoAndWhatToDo(code: Int32) {
    let system = NSError(domain: NSPOSIXErrorDomain, code: Int(code))
    let wrapped = NSError(
      domain: NSCocoaErrorDomain, code: CocoaError.fileWriteUnknown.rawValue, userInfo: [NSUnderlyingErrorKey: system])
    for error in [system, wrapped, CocoaError(.fileWriteOutOfSpace)] as [any Error] {
      let text = PullFault.writing("ward3/segment", error).description
      #expect(text.hasPrefix("ward3/segment: this computer's disk is full: make room"), "\(text)")
    }
    let other = PullFault.writing("ward3/segment", CocoaError(.fileWriteNoPermission)).description
    #expect(other.hasPrefix("ward3/segment: ") && !other.contains("full"))
  }

  /// A board that drips, falls silent, or closes its answer and stays: each ends when the time for all of it is over.
  @Test(arguments: [
    "while :; do printf 1; sleep 0.1; done", "sleep 600", "exec >&-; sleep 600", "(sleep 600) & printf 1",
    "trap '' TERM; sleep 600",
  ])
  func theTimeForAllRequestsIsBounded(script: String) throws {
    let endless = try shell(script, limitSeconds: 1)
    let start = ContinuousClock.now
    #expect(throws: PullFault.timeOut(command: "list", seconds: 1)) { _ = try ShellLog(endless).list() }
    // Once it is over, nothing is waited for.
    for _ in 0..<5 {
      #expect(throws: PullFault.timeOut(command: "list", seconds: 1)) { _ = try ShellLog(endless).list() }
    }
    #expect(ContinuousClock.now - start < .seconds(300), "600 s each, were it not bounded")
  }

  @Test func aLongListingIsReadInOneGo() throws {
    let script = "awk 'BEGIN { for (i = 1; i <= 100000; i++) printf \"segment-%08d.plog 1024\\n\", i }'"
    #expect(try ShellLog(shell(script)).list().count == 100_000)
  }

  @Test func whatABoardSaysCannotReachTheTerminalAsItIs() throws {
    let fault = try fault("printf '\\033[2Jsegment 1\\n'") { log throws(PullFault) in _ = try log.list() }
    let text = try #require(fault?.description)
    #expect(text.contains("?[2Jsegment 1") && !text.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func aDestinationIsNeverAnOption() {
    for good in ["station@board", "station@192.168.1.7", "board", "station@[fe80::1%eth0]"] {
      #expect(RemoteShell.isDestination(good))
    }
    for bad in ["", "-oProxyCommand=evil", "a b", "a;b", "$(a)", "a\nb", "`a`", "ä"] {
      #expect(!RemoteShell.isDestination(bad), "\(bad)")
    }
  }
}
