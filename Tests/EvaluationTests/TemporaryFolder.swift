import Foundation

/// A folder that goes away with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "prodrome-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file and the folders above it.
  @discardableResult
  func write(_ text: String, to path: String) throws -> URL {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// Writes a recording of which only the name matters, with its annotations.
  func writeRecording(_ path: String, duration: Double, seizures: [(onset: Double, duration: Double)]) throws {
    try write("", to: path + "_eeg.edf")
    let rows = seizures.map { "\($0.onset)\t\($0.duration)\tsz\tn/a\tn/a\t2000-01-01 00:00:00\t\(duration)\n" }
    let background = "0.00\t\(duration)\tbckg\tn/a\tn/a\t2000-01-01 00:00:00\t\(duration)\n"
    try write(
      Self.header + (rows.isEmpty ? background : rows.joined()), to: path + "_events.tsv")
  }

  static let header = "onset\tduration\teventType\tconfidence\tchannels\tdateTime\trecordingDuration\n"
}
