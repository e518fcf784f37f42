import Foundation

/// A file read at any offset.
struct RecordingFile {
  /// Its path, for errors.
  let path: String
  /// Its size when it was opened.
  let byteCount: UInt64
  private let handle: FileHandle

  /// Opens a file.
  init(_ url: URL) throws(RecordingError) {
    path = url.path
    do {
      handle = try FileHandle(forReadingFrom: url)
      byteCount = try handle.seekToEnd()
    } catch {
      throw RecordingError(
        .unreadable, file: url.path, offset: 0, found: "\"\(error.localizedDescription)\"",
        expected: "a file that can be read")
    }
  }

  /// Reads up to `count` bytes, fewer only at the file's end.
  func read(at offset: UInt64, count: Int) throws(RecordingError) -> Data {
    do {
      try handle.seek(toOffset: offset)
      var data = try handle.read(upToCount: count) ?? Data()
      while data.count < count, let more = try handle.read(upToCount: count - data.count), !more.isEmpty {
        data.append(more)
      }
      return data
    } catch {
      throw RecordingError(
        .unreadable, file: path, offset: offset, found: "\"\(error.localizedDescription)\"",
        expected: "\(count) bytes that can be read")
    }
  }
}
