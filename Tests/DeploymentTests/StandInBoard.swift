import Foundation
import LogSupport
import Station
import TestSupport

/// A board's account for fetching, without a board: its own forced command over a log in a folder, and a program in
/// the place of `ssh` that gives it each request and writes the requests down.
final class StandInBoard {
  private let folder: LogFolder

  /// The program in the place of `ssh`.
  var program: String { folder.url.appending(path: "ssh").path }

  /// What was asked for by the program, in order.
  var requests: [String] {
    let text = try? String(contentsOf: folder.url.appending(path: "requests"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// Makes the account.
  ///
  /// - Parameters:
  ///   - segments: The log.
  ///   - refused: What no request begins with that is answered.
  /// - Throws: If the folder cannot be made.
  init(_ segments: [UInt32: [UInt8]], refused: String = "nothing") throws {
    folder = try LogFolder(segments)
    let path = folder.url.path
    let script = try String(
      contentsOf: SharedData.repository.appending(path: "Tools/board-files/prodrome-log"), encoding: .utf8)
    try write(
      script.replacing("\nfolder=/var/lib/prodrome/log\n", with: "\nfolder='\(path)'\n")
        .replacing("\nhistory=/var/lib/prodrome-slots/", with: "\nhistory='\(path)'/")
        .replacing("\nmounts=/proc/self/", with: "\nmounts='\(path)'/"), to: "forced")
    try write(
      "2026-01-01T00:00:00Z first: slot a\n2026-01-02T00:00:00Z undone: back from b to a: a reason\n", to: "history")
    try folder.program(
      "ssh",
      """
      #!/bin/sh
      for last; do :; done
      echo "$last" >>'\(path)/requests'
      case $last in \(refused)*) exit 74 ;; esac
      [ ! -e '\(path)/mute' ] || case $last in newest*) ;; *) exit 255 ;; esac
      SSH_ORIGINAL_COMMAND=$last exec /bin/sh '\(path)/forced'

      """)
  }

  /// From here on nothing is answered but what was written last.
  func fallMute() throws { try write("", to: "mute") }

  /// Keeps one of the two copies of the board's state, as far as the forced command reads it.
  ///
  /// - Parameters:
  ///   - copy: Which.
  ///   - isLatched: Whether a seizure alarm waits for its acknowledgement.
  ///   - number: The copy's number: the higher one counts.
  /// - Throws: If it cannot be written.
  func keep(copy: Int, isLatched: Bool, number: UInt8) throws {
    try write(
      "PRKS\u{1}\(isLatched ? "\u{1}" : "\0")\0\0\(Character(Unicode.Scalar(number)))\0\0\0\0\0\0\0",
      to: "state-\(copy)")
  }

  /// What the kernel says is mounted where the log lies.
  ///
  /// - Parameters:
  ///   - options: Of the mount.
  ///   - fileSystem: Of the file system.
  /// - Throws: If it cannot be written.
  func mount(_ options: String, fileSystem: String) throws {
    let log = folder.url.resolvingSymlinksInPath().path
    try write(
      """
      22 1 8:1 / / \(options == "ro" ? "rw" : "ro") - ext4 /dev/root rw
      23 22 8:2 / \(log) \(options),noatime shared:1 - ext4 /dev/log \(fileSystem),errors=remount-ro
      24 22 8:3 / \(log)-other ro - ext4 /dev/other ro

      """, to: "mountinfo")
  }

  /// Takes a file away, such as one that an older board does not have.
  func remove(_ name: String) throws { try FileManager.default.removeItem(at: folder.url.appending(path: name)) }

  /// Writes the log anew.
  func replace(_ segments: [UInt32: [UInt8]]) throws {
    let names = MemorySegmentStorage()
    for (number, bytes) in segments { try Data(bytes).write(to: folder.url.appending(path: names.name(of: number))) }
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.url.appending(path: name))
  }

  /// What the forced command answers.
  func answer(_ request: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [folder.url.appending(path: "forced").path]
    process.environment = ["SSH_ORIGINAL_COMMAND": request]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return bytes
  }
}
