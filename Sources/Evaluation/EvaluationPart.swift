import Foundation
import Text

/// What a detector made of some recordings of a dataset, not scored yet: written by one process, put together with
/// others by another one. A file of JSON lines: what made it, then a line for each recording.
public struct EvaluationPart: Sendable {
  /// How the files of parts end.
  public static let suffix = ".part.jsonl"

  /// What made the part.
  public let maker: PartMaker
  /// The recordings.
  public let recordings: [StoredRecording]

  /// Runs a detector over recordings. One that fails is noted, and the others go on.
  ///
  /// - Parameters:
  ///   - dataset: What to run over.
  ///   - detector: The detector, called from all threads at once.
  ///   - maker: What is at work.
  ///   - threads: How many threads work.
  public init(_ dataset: Dataset, detector: some RecordingDetector, maker: PartMaker, threads: Int) {
    self.maker = maker
    recordings = ParallelMap(threads: threads).map(dataset.recordings) { recording in
      do {
        return StoredRecording(path: recording.path, result: .success(try detector.outcome(of: recording.url)))
      } catch {
        return StoredRecording(path: recording.path, result: .failure(StoredFault(FaultText.of(error))))
      }
    }
  }

  /// Reads a part.
  ///
  /// - Parameter file: Its file.
  /// - Throws: `TableFault` for a line that is none of a part, or why the file cannot be read.
  public init(at file: URL) throws {
    let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
    func decode<Value: Decodable>(_ type: Value.Type, _ index: Int, expected: String) throws -> Value {
      do {
        return try JSONDecoder().decode(type, from: lines[index])
      } catch {
        let found = String(decoding: lines[index].prefix(40), as: UTF8.self)
        throw TableFault(path: file.path, line: index + 1, found: "`\(found)`", expected: expected)
      }
    }
    guard !lines.isEmpty else {
      throw TableFault(path: file.path, line: 1, found: "an empty file", expected: "what made the part")
    }
    maker = try decode(PartMaker.self, 0, expected: "what made the part, of format \(PartMaker.format)")
    recordings = try lines.indices.dropFirst().map {
      try decode(StoredRecording.self, $0, expected: "a recording's path and its outcome or error")
    }
  }

  /// The file's contents.
  ///
  /// - Returns: UTF-8.
  /// - Throws: `EncodingError` for a number that is not finite.
  public func lines() throws -> Data {
    try recordings.reduce(into: maker.json()) { $0 += try $1.json() }
  }
}
