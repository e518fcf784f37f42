import Foundation

/// One recording of a dataset.
public struct Recording: Equatable, Sendable {
  /// The EDF or BDF file.
  public let url: URL
  /// Its place in the dataset, as the report names it.
  public let path: String
  /// The subject's code, such as `sub-chb01`.
  public let subject: String
  /// The person behind the code: the subject, or the first of several codes of the same person.
  public let person: String
  /// The annotations beside it, if there are any.
  public let eventsURL: URL?

  /// Whether a path in the dataset is the recording's, or a folder's that it lies in.
  func isAt(_ path: String) -> Bool {
    let folder = path.hasSuffix("/") ? path : path + "/"
    return self.path == path || self.path.hasPrefix(folder)
  }

  /// Where a recording's annotations are looked for: `x_events.tsv` beside `x_eeg.edf`, and beside `x.edf`.
  static func events(of recording: URL) -> URL {
    var stem = recording.deletingPathExtension().lastPathComponent
    if stem.hasSuffix("_eeg") { stem.removeLast("_eeg".count) }
    return recording.deletingLastPathComponent().appending(path: stem + "_events.tsv")
  }
}
