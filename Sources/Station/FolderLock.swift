import Foundation

/// Keeps others from fetching into a folder at the same time; the system lets go of it when the program ends, however
/// that is.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Locks a folder.
  ///
  /// - Parameters:
  ///   - url: The folder.
  ///   - waits: Whether to wait for someone else who has it locked.
  /// - Throws: `PullFault.busy` if someone else has it locked, `.file` if it cannot be opened.
  init(_ url: URL, waits: Bool = false) throws(PullFault) {
    // The path ends with a zero and is only read.
    descriptor = unsafe open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: url.path, reason: unsafe String(cString: strerror(errno))) }
    guard flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else { throw .file(path: url.path, reason: unsafe String(cString: strerror(code))) }
      throw .busy(folder: url.path)
    }
  }

  deinit {
    // A child that is just being started may still have the descriptor: closing it here would not be enough.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
