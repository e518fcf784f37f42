import Foundation

/// A program run beside this one, started and waited for by the system's own calls: Foundation's `Process` can miss a
/// program's end where several are run at once (manual, CompilerWorkarounds).
final class ChildProcess {
  /// How a program ended, as a shell says it: its exit code, or 128 and the number of the signal that ended it.
  typealias Code = Int32

  /// What it writes, and what it complains.
  let output: FileHandle
  let errors: FileHandle
  private let identifier: pid_t
  private var code: Code?

  /// One is started at a time, and closes all files that there are then.
  private static let starting = NSLock()

  /// Starts a program, in a process group of its own.
  ///
  /// - Parameters:
  ///   - words: Its path and arguments.
  ///   - input: What it reads.
  /// - Throws: `PullFault.program` if it cannot be started.
  init(_ words: [String], input: FileHandle) throws(PullFault) {
    let pipes: [Pipe]
    var child: pid_t = 0
    let failure: Int32
    do {
      Self.starting.lock()
      defer { Self.starting.unlock() }
      pipes = [Pipe(), Pipe()]
      failure = Self.spawn(&child, words, [input] + pipes.map(\.fileHandleForWriting))
      // The end of what it writes is seen once nobody here could write.
      for pipe in pipes { try? pipe.fileHandleForWriting.close() }
    }
    guard failure == 0 else { throw .program(words[0], reason: unsafe String(cString: strerror(failure))) }
    (output, errors) = (pipes[0].fileHandleForReading, pipes[1].fileHandleForReading)
    identifier = child
  }

  /// Starts a program that writes into a file which is open here, in a process group of its own.
  ///
  /// - Parameters:
  ///   - words: Its path and arguments.
  ///   - input: What it reads.
  ///   - written: Where it writes, and complains.
  ///   - variables: What its environment has beside this process's own.
  /// - Throws: `PullFault.program` if it cannot be started.
  init(
    _ words: [String], input: FileHandle, writingTo written: FileHandle, variables: [String: String]
  ) throws(PullFault) {
    var child: pid_t = 0
    Self.starting.lock()
    let failure = Self.spawn(&child, words, [input, written, written], variables)
    Self.starting.unlock()
    guard failure == 0 else { throw .program(words[0], reason: unsafe String(cString: strerror(failure))) }
    (output, errors) = (written, written)
    identifier = child
  }

  /// Starts it with these files as its first three; 0 or why it cannot be.
  private static func spawn(
    _ child: inout pid_t, _ words: [String], _ files: [FileHandle], _ variables: [String: String] = [:]
  ) -> Int32 {
    let environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }.map { "\($0.key)=\($0.value)" }
    // All that the system is given lives until the call is over.
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var noSignals = sigset_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    unsafe sigemptyset(&noSignals)
    for (place, file) in files.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, file.fileDescriptor, Int32(place))
    }
    // No other file of this process: a pipe's end would stay open as long as the program runs.
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for other in open.compactMap({ Int32($0) }) where other >= files.count {
      unsafe posix_spawn_file_actions_addclose(&actions, other)
    }
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    let failure = unsafe withWords(words) { arguments in
      unsafe withWords(environment) { variables in
        unsafe posix_spawn(&child, words[0], &actions, &attributes, arguments, variables)
      }
    }
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
    return failure
  }

  /// Words as C has them, ended by nil, for the time of a call.
  private static func withWords<Result>(
    _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe body(copies)
  }

  /// Waits for its end.
  ///
  /// - Parameter seconds: For so long.
  /// - Returns: How it ended; nil if it has not.
  func end(within seconds: Double) -> Code? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var pause = 0.001
    while code == nil {
      var status: Int32 = 0
      // The status is only written during the call.
      if unsafe waitpid(identifier, &status, WNOHANG) == identifier {
        code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      } else if ContinuousClock.now >= deadline {
        return nil
      } else {
        Thread.sleep(forTimeInterval: pause)
        pause = min(2 * pause, 0.05)
      }
    }
    return code
  }

  /// Ends it and what it started in its group. A child inherits blocked signals: only this one is sure to do so.
  func kill() {
    Foundation.kill(-identifier, SIGKILL)
    Foundation.kill(identifier, SIGKILL)
    _ = end(within: 2)
  }
}
