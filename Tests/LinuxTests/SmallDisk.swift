import Foundation

/// A disk in memory of a few pages, where the system lets us mount one.
final class SmallDisk {
  /// Whether there can be one: as root, outside a container that forbids it.
  static let isPossible = (try? SmallDisk()) != nil

  /// Where it is mounted.
  let url: URL

  /// Mounts a disk.
  ///
  /// - Parameter byteCount: Its size.
  /// - Throws: An error where that is not allowed.
  init(byteCount: Int = 65_536) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "prodrome-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    do {
      try Self.run("mount", "-t", "tmpfs", "-o", "size=\(byteCount)", "none", url.path)
    } catch {
      try? FileManager.default.removeItem(at: url)
      throw error
    }
  }

  deinit {
    try? Self.run("umount", url.path)
    try? FileManager.default.removeItem(at: url)
  }

  /// Forbids writing.
  func makeReadOnly() throws {
    try Self.run("mount", "-o", "remount,ro", url.path)
  }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.featureUnsupported) }
  }
}
