import Foundation
import Station

/// A new folder for files of a test, gone when the object is.
public final class LogFolder {
  /// The folder.
  public let url: URL

  /// Makes a folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "prodrome-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// Makes a folder with segments in it.
  public convenience init(_ segments: [UInt32: [UInt8]]) throws {
    try self.init()
    let names = MemorySegmentStorage()
    for (number, bytes) in segments { try Data(bytes).write(to: url.appending(path: names.name(of: number))) }
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
