import Foundation

/// A folder that only this account can enter, for the sockets of shared connections; its path is short, since a
/// socket's may have no more than 107 bytes.
final class SharedConnection {
  /// The folder; nil where none can be made, and each command then has a connection of its own.
  let folder: URL?

  /// Makes the folder.
  init() {
    let place = URL(fileURLWithPath: "/tmp/prodrome-\(getuid())-\(getpid())", isDirectory: true)
    // The path ends with a zero and is only read.
    folder = unsafe mkdir(place.path, 0o700) == 0 ? place : nil
  }

  /// Removes it; connections that are still open end by themselves.
  func remove() {
    if let folder { try? FileManager.default.removeItem(at: folder) }
  }
}
