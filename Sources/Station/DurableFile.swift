import Foundation

/// Files that are there whole or not at all, wherever the power is cut: written under another name, made durable, and
/// then put in their place.
enum DurableFile {
  /// Puts contents in a file's place; they are durable on return.
  ///
  /// - Parameters:
  ///   - url: The file, made if it is not there.
  ///   - contents: All of it.
  ///   - mode: Who may read and write it; nil: as before, or as the system has it for a new one.
  /// - Throws: A file error; what was there before is untouched then.
  static func replace(_ url: URL, with contents: Data, mode: Int? = nil) throws {
    let known = (try? FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]) as? NSNumber
    discardUnfinished(url)
    let part = part(of: url)
    let attributes = (mode ?? known?.intValue).map { [FileAttributeKey.posixPermissions: $0] }
    guard FileManager.default.createFile(atPath: part.path, contents: nil, attributes: attributes) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: part.path])
    }
    let handle = try FileHandle(forWritingTo: part)
    try handle.write(contentsOf: contents)
    try handle.synchronize()
    try handle.close()
    try move(part, to: url)
  }

  /// Removes what was left where putting contents in a file's place was cut off.
  static func discardUnfinished(_ url: URL) { try? FileManager.default.removeItem(at: part(of: url)) }

  private static func part(of url: URL) -> URL {
    url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).part")
  }

  /// Renames a file; durable on return.
  ///
  /// - Throws: What the system said.
  static func move(_ from: URL, to target: URL) throws {
    // Both names end with a zero and are only read.
    guard unsafe Foundation.rename(from.path, target.path) == 0 else {
      throw NSError(domain: NSPOSIXErrorDomain, code: Int(errno), userInfo: [NSFilePathErrorKey: target.path])
    }
    // A file is only safe once its folder's entry is.
    let handle = try FileHandle(forReadingFrom: target.deletingLastPathComponent())
    try handle.synchronize()
    try handle.close()
  }
}
