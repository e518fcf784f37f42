import Foundation

/// Reads whole files, of which none may be larger than what it is for.
public enum InputFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes it may have: a device without end is read no further.
  /// - Returns: Its bytes.
  /// - Throws: `UnreadableFile` if it is not there, a folder, not readable, or larger.
  public static func bytes(of path: String, atMost limit: Int) throws(UnreadableFile) -> [UInt8] {
    let url = URL(fileURLWithPath: path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw UnreadableFile(file: path, problem: "there is no such file")
    }
    let values = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey])
    guard values?.isDirectory != true else {
      throw UnreadableFile(file: path, problem: "found a folder, expected a file")
    }
    var bytes: [UInt8] = []
    do {
      let handle = try FileHandle(forReadingFrom: url)
      while bytes.count <= limit, let part = try handle.read(upToCount: min(1 << 20, limit + 1 - bytes.count)),
        !part.isEmpty
      {
        bytes += part
      }
    } catch {
      throw UnreadableFile(file: path, problem: error.localizedDescription)
    }
    guard bytes.count <= limit else {
      throw UnreadableFile(file: path, problem: "found more than \(limit) bytes, expected at most so many")
    }
    return bytes
  }
}
