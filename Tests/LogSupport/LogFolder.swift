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

  /// Writes a program, a script, into the folder.
  ///
  /// Another process writes it: a child of another test, just being started, would hold a file open that this process
  /// writes, and a program that is open for writing can't be run ("Text file busy").
  ///
  /// - Parameters:
  ///   - name: Its name, after a subfolder's where it lies in one.
  ///   - script: The whole script.
  /// - Returns: The program.
  /// - Throws: If it cannot be written.
  @discardableResult
  public func program(_ name: String, _ script: String) throws -> URL {
    let draft = url.appending(path: "draft-\(UUID().uuidString)")
    try Data(script.utf8).write(to: draft)
    let program = url.appending(path: name)
    let copy = try Process.run(
      URL(filePath: "/usr/bin/install"), arguments: ["-m", "755", draft.path, program.path])
    copy.waitUntilExit()
    guard copy.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    try FileManager.default.removeItem(at: draft)
    return program
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }
}
