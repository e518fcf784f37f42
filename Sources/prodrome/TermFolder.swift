import Evaluation
import Forecasting
import Foundation
import Text

/// The tables that a forecaster is trained from, written to a folder, and what is said of them.
struct TermFolder {
  private let tables: [TermTable]

  /// Makes the tables on all cores.
  init(_ people: [RecordedPerson]) {
    tables = ParallelMap(threads: ProcessInfo.processInfo.activeProcessorCount).map(people) { TermTable($0) }
  }

  /// Writes a table for each person and prints what is in it.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - json: Whether to print one JSON object.
  ///   - log: How far the logs can be believed that the people come from; nil where none does.
  /// - Throws: `ExitCode` 65 for two people of one name, 74 where the folder cannot be written.
  func write(to folder: String, json: Bool, log: LogStanding?) throws {
    let names = tables.map { Self.fileName($0.person) }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw Console.refusal(folder, HistoryRefusal(description: "found two people named \(name), expected one"))
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, table) in zip(names, tables) {
        try Data(table.text.utf8).write(to: URL(fileURLWithPath: folder).appending(path: name + ".tsv"))
      }
    } catch {
      throw Console.refusal(folder, error, code: 74)
    }
    if json {
      FileHandle.standardOutput.write(try Written(people: tables.map(Written.Person.init), log: log).json())
    } else {
      for table in tables {
        print(
          "\(table.person): \(table.knownHours) hours known, \(table.rows) with terms, \(table.leadEvents) lead events")
      }
    }
  }

  /// A person's name as that of a file in the folder, and of none elsewhere.
  static func fileName(_ person: String) -> String {
    person.spelled { $0 == "/" || $0.isObeyed ? "_" : nil }
  }

  private struct Written: JSONDocument {
    struct Person: Encodable {
      let person: String
      let known_hours: Int
      let rows: Int
      let lead_events: Int

      init(_ table: TermTable) {
        (person, known_hours, rows, lead_events) = (table.person, table.knownHours, table.rows, table.leadEvents)
      }
    }

    let people: [Person]
    @OrNull var log: LogStanding?
  }
}
