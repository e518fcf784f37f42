import ArgumentParser
import Foundation
import LogSupport
import Testing

@testable import prodrome

/// `bed` with a script in the place of `ssh`.
@Suite struct BedCommandTests {
  private let folder: LogFolder
  private let ssh: String

  init() throws {
    folder = try LogFolder()
    ssh = folder.url.appending(path: "fake-ssh").path
  }

  /// The service ends with an exit code.
  private func answer(_ code: Int32) throws {
    let text = """
      #!/bin/sh
      while [ "$1" != "--" ]; do shift; done
      echo "$3" >> '\(folder.url.path)/asked'
      echo "answered"
      exit \(code)
      """
    try folder.program("fake-ssh", text)
  }

  private var asked: [String] {
    let text = try? String(contentsOf: folder.url.appending(path: "asked"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  @Test func theServiceIsAskedByTheProgramsOwnOptions() throws {
    try answer(0)
    try BedAdmitCommand.parse(["root@board", "--ssh", ssh]).run()
    try BedDischargeCommand.parse(["root@board", "--ssh", ssh, "--log", "/srv/log", "--json"]).run()
    try BedStandbyCommand.parse(["root@board", "--ssh", ssh, "--minutes", "20"]).run()
    try BedStandbyCommand.parse(["root@board", "--ssh", ssh, "--minutes", "0"]).run()
    try BedTestCommand.parse(["root@board", "--ssh", ssh]).run()
    #expect(
      asked == [
        "prodromed --log /var/lib/prodrome/log --admit", "prodromed --log /srv/log --discharge",
        "prodromed --log /var/lib/prodrome/log --standby 20", "prodromed --log /var/lib/prodrome/log --standby 0",
        "prodromed --log /var/lib/prodrome/log --test",
      ])
  }

  @Test(arguments: [(1, 1), (69, 69), (255, 74)] as [(Int32, Int32)])
  func whatTheBoardSaysIsTheExitCode(answered: Int32, code: Int32) throws {
    try answer(answered)
    #expect(throws: ExitCode(code)) { try BedAdmitCommand.parse(["root@board", "--ssh", ssh]).run() }
  }

  @Test func whatTheShellCouldTakeOtherwiseIsRefused() {
    for options in [["--log", "/a b"], ["--log", "relative"], ["--log", "/a;reboot"], ["--log", "/a/../b"]] {
      #expect(throws: (any Error).self) { try BedAdmitCommand.parse(["root@board"] + options) }
    }
    for minutes in ["61", "-1", "x"] {
      #expect(throws: (any Error).self) { try BedStandbyCommand.parse(["root@board", "--minutes", minutes]) }
    }
  }
}
