import Foundation
import Synchronization
import Text
import Vocabulary

/// Runs commands on a board by the system's `ssh`, or what stands for it.
public struct RemoteShell: Sendable {
  /// The program and the arguments before the command.
  private let program: String
  private let arguments: [String]
  /// When all commands must have been answered, and after how many seconds that is.
  private let deadline: ContinuousClock.Instant
  private let limitSeconds: Int

  /// Names a board.
  ///
  /// - Parameters:
  ///   - destination: `USER@HOST`.
  ///   - program: The program to run in place of `ssh`; a name without a slash is searched for as the shell does.
  ///   - port: The port, if not 22.
  ///   - identity: The private key's file, if not what the system's settings say.
  ///   - limitSeconds: All commands together may take so long from now on, however the board drips.
  ///   - connection: A folder of the user's own for the socket of one connection that all commands share; nil for a
  ///     connection each.
  public init(
    destination: String, program: String = "ssh", port: UInt16? = nil, identity: String? = nil,
    limitSeconds: Int = 3600, connection: URL? = nil
  ) {
    self.program = program
    self.limitSeconds = limitSeconds
    deadline = .now + .seconds(limitSeconds)
    // Nobody is there to answer a question; a board that fell silent is given up after some 20 s.
    var arguments = ["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=5"]
    // What is not written of a segment is zeros. That a line was cut is to be said, whatever the user's settings.
    arguments += ["-o", "ServerAliveCountMax=3", "-o", "Compression=yes", "-o", "LogLevel=INFO"]
    if let connection {
      arguments += ["-o", "ControlMaster=auto", "-o", "ControlPersist=30"]
      arguments += ["-o", "ControlPath=\(connection.appending(path: "%C").path)"]
    }
    if let port { arguments += ["-p", "\(port)"] }
    if let identity { arguments += ["-i", identity] }
    self.arguments = arguments + ["--", destination]
  }

  /// Whether a text can be a destination: not one that `ssh` could take for an option or a list of words.
  public static func isDestination(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-")
      && text.utf8.allSatisfy { $0.isVisibleASCII && !"'\"\\`$;&|<>(){}*?!".utf8.contains($0) }
  }

  /// Whether a text is an absolute path of letters, digits and `._-/`, which every shell takes as it stands.
  public static func isPath(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2E, 0x5F, 0x2D, 0x2F].contains(byte)
    }
    return allowed && text.hasPrefix("/") && !text.hasSuffix("/") && !text.contains("..")
  }

  /// Runs a command on the board.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - limit: The most bytes it may answer with.
  ///   - first: Bytes that it is given to read first.
  ///   - input: A file that it is given to read after them.
  ///   - name: What errors call the command, if not itself.
  /// - Returns: What it answered.
  /// - Throws: `PullFault` if it cannot be run, ends with another exit code than 0, answers with more, or is not done
  ///   in time; `cut` where asking again may help.
  public func run(
    _ command: String, limit: Int, first: [UInt8] = [], input: URL? = nil, name: String? = nil
  ) throws(PullFault) -> [UInt8] {
    let said = name ?? command
    guard secondsLeft > 0 else { throw .timeOut(command: said, seconds: limitSeconds) }
    let process = try ChildProcess(
      ["/usr/bin/env", program] + arguments + [command], input: try Self.open(first, input))
    let complaint = Complaint()
    let errors = process.errors
    let listener = Thread { complaint.take(from: errors) }
    listener.start()
    let answer = read(process.output, limit: limit)
    // Whatever still writes ends at a pipe that nobody reads.
    try? process.output.close()
    // A program that left another behind, which still could write, is not done.
    let code = answer.count > limit || secondsLeft == 0 ? nil : process.end(within: secondsLeft)
    if code == nil { process.kill() }
    guard answer.count <= limit else {
      throw .answer(command: said, found: "more than \(limit) bytes", expected: "at most so many")
    }
    guard let code else { throw .timeOut(command: said, seconds: limitSeconds) }
    guard code == 0 else {
      let message = complaint.lastLine()
      let advice = ConnectionAdvice(complaint.text, exitCode: code)
      let text = advice.map { message.isEmpty ? $0.text : "\(message): \($0.text)" } ?? message
      throw advice?.isCut == true
        ? .cut(command: said, message: text) : .refused(command: said, exitCode: code, message: text)
    }
    let last = complaint.lastLine()
    guard !ConnectionAdvice.isCutBehindItsEnd(last) else { throw .cut(command: said, message: last) }
    return answer
  }

  /// Time until the deadline.
  private var secondsLeft: Double {
    let left = deadline - .now
    return max(0, Double(left.components.seconds) + Double(left.components.attoseconds) * 1e-18)
  }

  private static func open(_ first: [UInt8], _ input: URL?) throws(PullFault) -> FileHandle {
    guard first.isEmpty else { return try memory(first, input) }
    let input = input ?? URL(fileURLWithPath: "/dev/null")
    do {
      return try FileHandle(forReadingFrom: input)
    } catch {
      throw .file(path: input.path, reason: error.localizedDescription)
    }
  }

  /// Bytes and a file behind them, in memory that has no name any more: they may be a secret.
  private static func memory(_ first: [UInt8], _ input: URL?) throws(PullFault) -> FileHandle {
    let path = "/dev/shm/prodrome-\(UUID().uuidString)"
    // The path ends with a zero and is only read.
    let descriptor = unsafe Foundation.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, reason: unsafe String(cString: strerror(errno))) }
    _ = unsafe unlink(path)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(first))
      if let input { try handle.write(contentsOf: Data(contentsOf: input)) }
      try handle.seek(toOffset: 0)
    } catch {
      throw .file(path: input?.path ?? path, reason: error.localizedDescription)
    }
    return handle
  }

  /// Reads to the end, to the first byte too many, or until the time is over.
  private func read(_ handle: FileHandle, limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit, waits(for: handle),
      let part = Self.readSome(handle, upTo: min(65_536, limit - bytes.count + 1)), !part.isEmpty
    {
      bytes += part
    }
    return bytes
  }

  /// Waits until there is something to read; false once the time is over.
  private func waits(for handle: FileHandle) -> Bool {
    var polled = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
    while secondsLeft > 0 {
      // The structure is only used during the call.
      if unsafe poll(&polled, 1, Int32(min(60_000, (secondsLeft * 1000).rounded(.up)))) > 0 { return true }
    }
    return false
  }

  /// Reads what is there, without waiting for more; nil on an error.
  private static func readSome(_ handle: FileHandle, upTo count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    // The bytes are only written during the call.
    let found = unsafe bytes.withUnsafeMutableBytes {
      unsafe Foundation.read(handle.fileDescriptor, $0.baseAddress, count)
    }
    return found < 0 ? nil : Array(bytes.prefix(found))
  }
}

/// What a program says on standard error; the end of it is kept.
private final class Complaint: Sendable {
  private let said = Mutex<[UInt8]>([])
  private let finished = DispatchSemaphore(value: 0)

  func take(from handle: FileHandle) {
    while let part = try? handle.read(upToCount: 4096), !part.isEmpty {
      said.withLock { $0 = ($0 + part).suffix(4096) }
    }
    finished.signal()
  }

  /// The end of what was said, as it is.
  var text: String { said.withLock { String(decoding: $0, as: UTF8.self) } }

  /// The last line, fit for a terminal; waits for it, but not for a program that was left running behind.
  func lastLine() -> String {
    _ = finished.wait(timeout: .now() + 2)
    let line = text.split(whereSeparator: \.isNewline).last ?? ""
    return line.plain(most: 200)
  }
}
