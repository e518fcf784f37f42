import Foundation

/// The outcomes in the parts of an evaluation, in place of a detector: what is scored is what other processes found.
public struct StoredOutcomes: RecordingDetector {
  /// The detector that made the parts.
  public let name: String
  private let results: [URL: Result<RecordingOutcome, StoredFault>]

  /// Reads all parts below a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder; what does not end as parts do is left alone.
  ///   - dataset: The dataset: each of its recordings must be in one part, and no other.
  ///   - maker: What must have made them.
  /// - Throws: `PartFault`, `TableFault`, or why a file cannot be read.
  public init(in folder: URL, of dataset: Dataset, madeBy maker: PartMaker) throws {
    name = maker.detector
    let urls = Dictionary(uniqueKeysWithValues: dataset.recordings.map { ($0.path, $0.url) })
    var results: [URL: Result<RecordingOutcome, StoredFault>] = [:]
    for file in try Self.files(in: folder) {
      let part = try EvaluationPart(at: file)
      guard part.maker == maker else {
        throw PartFault.otherMaker(file: file.path, found: part.maker.text, expected: maker.text)
      }
      for stored in part.recordings {
        guard let url = urls[stored.path] else { throw PartFault.unknown(file: file.path, path: stored.path) }
        guard results.updateValue(stored.result, forKey: url) == nil else {
          throw PartFault.twice(file: file.path, path: stored.path)
        }
      }
    }
    if let missing = dataset.recordings.first(where: { results[$0.url] == nil }) {
      throw PartFault.missing(
        folder: folder.path, path: missing.path, count: dataset.recordings.count - results.count)
    }
    self.results = results
  }

  /// What the recording's part says of it.
  public func outcome(of recording: URL) throws -> RecordingOutcome {
    guard let result = results[recording] else { throw StoredFault("\(recording.path): is in no part") }
    return try result.get()
  }

  /// The parts below a folder, by path, so that a fault is always the same one.
  private static func files(in folder: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(EvaluationPart.suffix) }
      .sorted().map { folder.appending(path: $0) }
  }
}
