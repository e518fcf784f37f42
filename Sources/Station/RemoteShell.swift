import Foundation
import Synchronization

/// Runs commands on a board by the system's `ssh`, or what stands for it.
public struct RemoteShell: Sendable {
  /// The program and the arguments before the command.
  private let program: String
  private let arguments: [String]

  /// Names a board.
  ///
  /// - Parameters:
  ///   - destination: `USER@HOST`.
  ///   - program: The program to run in place of `ssh`; a name without a slash is searched for as the shell does.
  ///   - port: The port, if not 22.
  ///   - identity: The private key's file, if not what the system's settings say.
  public init(destination: String, program: String = "ssh", port: UInt16? = nil, identity: String? = nil) {
    self.program = program
    // Nobody is there to answer a question; a board that fell silent is given up after some 20 s.
    var arguments = ["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=5"]
    arguments += ["-o", "ServerAliveCountMax=3"]
    if let port { arguments += ["-p", "\(port)"] }
    if let identity { arguments += ["-i", identity] }
    self.arguments = arguments + ["--", destination]
  }

  /// Whether a text can be a destination: not one that `ssh` could take for an option or a list of words.
  public static func isDestination(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-")
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"'\"\\`$;&|<>(){}*?!".utf8.contains($0) }
  }

  /// Runs a command on the board.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - limit: The most bytes it may answer with.
  ///   - input: A file that it is given to read.
  /// - Returns: What it answered.
  /// - Throws: `PullFault` if it cannot be run, ends with another exit code than 0, or answers with more.
  public func run(_ command: String, limit: Int, input: URL? = nil) throws(PullFault) -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments + [command]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = try Self.open(input)
    let complaint = Complaint()
    do {
      try process.run()
    } catch {
      throw .program(program, reason: error.localizedDescription)
    }
    let listener = Thread { complaint.take(from: errors.fileHandleForReading) }
    listener.start()
    let answer = Self.read(output.fileHandleForReading, limit: limit)
    // Whatever still writes ends at a pipe that nobody reads.
    try? output.fileHandleForReading.close()
    // A child inherits blocked signals: only this one is sure to end it.
    if answer.count > limit { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    guard answer.count <= limit else {
      throw .answer(command: command, found: "more than \(limit) bytes", expected: "at most so many")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
      throw .refused(command: command, exitCode: code, message: complaint.lastLine())
    }
    return answer
  }

  private static func open(_ input: URL?) throws(PullFault) -> FileHandle {
    guard let input else { return .nullDevice }
    do {
      return try FileHandle(forReadingFrom: input)
    } catch {
      throw .file(path: input.path, reason: error.localizedDescription)
    }
  }

  /// Reads to the end, or to the first byte too many.
  private static func read(_ handle: FileHandle, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit, let part = try? handle.read(upToCount: min(65_536, limit - bytes.count + 1)),
      !part.isEmpty
    {
      bytes += part
    }
    return bytes
  }
}

/// What a program says on standard error; the end of it is kept.
private final class Complaint: Sendable {
  private let text = Mutex<[UInt8]>([])
  private let finished = DispatchSemaphore(value: 0)

  func take(from handle: FileHandle) {
    while let part = try? handle.read(upToCount: 4096), !part.isEmpty {
      text.withLock { $0 = ($0 + part).suffix(4096) }
    }
    finished.signal()
  }

  /// The last line, fit for a terminal; waits for it, but not for a program that was left running behind.
  func lastLine() -> String {
    _ = finished.wait(timeout: .now() + 2)
    let said = text.withLock { String(decoding: $0, as: UTF8.self) }
    let line = said.split(whereSeparator: \.isNewline).last ?? ""
    return String(line.unicodeScalars.prefix(200).map { $0.value >= 0x20 && $0.value < 0x7F ? Character($0) : "?" })
  }
}
