import Configuration
import EventLog
import Foundation
import ModelCompiler
import Station
import Vocabulary

/// What targets begin with that read no file as it lies in the repository.
enum FuzzSeeds {
  /// Writes the seeds of a target.
  ///
  /// - Parameters:
  ///   - target: The target.
  ///   - repository: The repository's root.
  ///   - folder: Where to; one file each.
  /// - Throws: A file error, or that of a file that is none of the repository's.
  static func write(_ target: FuzzTarget, from repository: URL, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, seed) in try seeds(target, repository).enumerated() {
      try Data(seed).write(to: folder.appending(path: "seed-\(number)"))
    }
  }

  private static func seeds(_ target: FuzzTarget, _ repository: URL) throws -> [[UInt8]] {
    switch target {
    case .sections: try sections(repository)
    case .plan: try plans(repository)
    case .records: [records(repository.appending(path: "Tests/StationTests/Fixtures/golden/segment-00000001.plog"))]
    case .kept: [[UInt8](repeating: 0, count: 529)]
    case .forecast: [[UInt8](repeating: 1, count: 40)]
    default: []
    }
  }

  private static func sections(_ repository: URL) throws -> [[UInt8]] {
    let folder = repository.appending(path: "Boards")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".toml") }
    return try names.sorted().map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      guard name != "site.toml" else { return try SiteDescription(text: text, file: name).encoded.bytes }
      return try BoardDescription(text: text, file: name).encoded.bytes
    }
  }

  private static func plans(_ repository: URL) throws -> [[UInt8]] {
    let folder = repository.appending(path: "Tests/InferenceTests/Fixtures")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".tflite") }
    // Some are there to be refused.
    return try names.sorted().compactMap { name in
      let file = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      return try? ModelCompiler.compile(file: file, metadata: nil).section
    }.filter { $0.count < 20_000 }
  }

  /// A log's records: each its kind, a length of two bytes and its body.
  private static func records(_ segment: URL) -> [UInt8] {
    guard let bytes = try? Data(contentsOf: segment) else { return [] }
    var reader = LogReader(MemorySegmentStorage(segmentBytes: [1: [UInt8](bytes)]))
    var all: [UInt8] = []
    while let item = reader.next() {
      guard case .record(let record) = item else { continue }
      let count = record.body.count
      all += [record.kind.rawValue, UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8)]
      all += record.body
    }
    return all
  }
}
