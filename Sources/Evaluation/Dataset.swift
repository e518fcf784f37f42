import Foundation

/// The recordings to evaluate, in a fixed order: a BIDS/SzCORE dataset, one of its folders, any folder of EDF and BDF
/// files, or a single file.
public struct Dataset: Sendable {
  /// The file or folder.
  public let url: URL
  /// Its recordings, ordered by path.
  public let recordings: [Recording]

  /// Walks a dataset.
  ///
  /// Codes of the same person come from `persons` or from a column `person` in `participants.tsv`.
  ///
  /// - Parameters:
  ///   - url: A file or folder.
  ///   - persons: Codes of the same person, such as `["sub-chb01", "sub-chb21"]`; the first names the person.
  /// - Throws: `DatasetFault`, `TableFault` for `participants.tsv`, or a file error.
  public init(at url: URL, persons: [[String]] = []) throws {
    guard FileManager.default.fileExists(atPath: url.path) else { throw DatasetFault.missing(path: url.path) }
    self.url = url
    let files = try Self.isFolder(url) ? Self.files(in: url) : [url]
    guard !files.isEmpty else { throw DatasetFault.empty(path: url.path) }
    let named = files.map { (url: $0, path: Self.path(of: $0, in: url), subject: Self.subject(of: $0)) }
    let codes = Set(named.map(\.subject))
    let person = try Self.personByCode(persons, participants: url.appending(path: "participants.tsv"))
    for code in persons.joined() where !codes.contains(code) {
      throw DatasetFault.unknownSubject(code: code, path: url.path)
    }
    recordings = named.sorted { $0.path < $1.path }.map {
      let events = Recording.events(of: $0.url)
      return Recording(
        url: $0.url, path: $0.path, subject: $0.subject, person: person[$0.subject] ?? $0.subject,
        eventsURL: FileManager.default.fileExists(atPath: events.path) ? events : nil)
    }
  }

  /// Only some of the recordings, named as in the whole dataset.
  ///
  /// - Parameter paths: Paths of recordings or folders in the dataset.
  /// - Returns: The dataset with these recordings.
  /// - Throws: `DatasetFault.unknownPath` for one that names no recording.
  public func only(_ paths: [String]) throws -> Dataset {
    for path in paths where !recordings.contains(where: { $0.isAt(path) }) {
      throw DatasetFault.unknownPath(path, dataset: url.path)
    }
    return Dataset(url: url, recordings: recordings.filter { one in paths.contains { one.isAt($0) } })
  }

  private init(url: URL, recordings: [Recording]) {
    self.url = url
    self.recordings = recordings
  }

  private static func files(in folder: URL) throws -> [URL] {
    let subjects = try folders(in: folder, prefix: "sub-")
    if !subjects.isEmpty { return try subjects.flatMap { try filesOfSubject($0) } }
    let files = try filesOfSubject(folder)
    return files.isEmpty ? try recordings(in: folder) : files
  }

  private static func filesOfSubject(_ folder: URL) throws -> [URL] {
    let sessions = try folders(in: folder, prefix: "ses-") + [folder]
    return try sessions.map { $0.appending(path: "eeg") }.filter(isFolder).flatMap {
      try recordings(in: $0).filter { $0.deletingPathExtension().lastPathComponent.hasSuffix("_eeg") }
    }
  }

  private static func recordings(in folder: URL) throws -> [URL] {
    try names(in: folder).map { folder.appending(path: $0) }.filter {
      ["edf", "bdf"].contains($0.pathExtension.lowercased()) && !isFolder($0)
    }
  }

  private static func folders(in folder: URL, prefix: String) throws -> [URL] {
    try names(in: folder).filter { $0.hasPrefix(prefix) }.map { folder.appending(path: $0) }.filter(isFolder)
  }

  private static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.type] as? FileAttributeType)
      == .typeDirectory
  }

  private static func path(of file: URL, in root: URL) -> String {
    let prefix = root.path + "/"
    return file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : file.lastPathComponent
  }

  /// The first part of a BIDS name, else the name.
  private static func subject(of file: URL) -> String {
    let name = file.deletingPathExtension().lastPathComponent
    guard name.hasPrefix("sub-"), let end = name.firstIndex(of: "_") else { return name }
    return String(name[..<end])
  }

  private static func personByCode(_ persons: [[String]], participants: URL) throws -> [String: String] {
    var byCode: [String: String] = [:]
    for codes in persons {
      for code in codes {
        guard byCode.updateValue(codes[0], forKey: code) == nil else {
          throw DatasetFault.ambiguousPerson(code: code)
        }
      }
    }
    guard FileManager.default.fileExists(atPath: participants.path) else { return byCode }
    let table = try TabSeparatedFile(participants)
    guard let person = table.column("person") else { return byCode }
    let code = try table.requiredColumn("participant_id")
    for row in table.rows where row.cells[person] != "n/a" && byCode[String(row.cells[code])] == nil {
      byCode[String(row.cells[code])] = String(row.cells[person])
    }
    return byCode
  }
}
