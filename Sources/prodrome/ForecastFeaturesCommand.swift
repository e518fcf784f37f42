import ArgumentParser
import Forecasting
import Foundation

/// `prodrome forecast features`: what a forecaster of the EEG is trained from.
struct ForecastFeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Write the terms that a forecaster of the EEG takes, hour by hour, for training.",
    discussion: """
      Takes pulled logs (a log's folder, or a folder of people's), whose events are the board's seizure alarms as marked, or BIDS \
      archives, whose recordings are replayed and whose events are the annotations. Writes a table for each person: every scored hour \
      with the history's forecast, whether a lead event came, and 18 terms made of the minutes of features of the hours before, by \
      the same sources as on every board. `Tools/train forecaster` learns from them.

      Example: prodrome forecast features ward3/log --time-zone Europe/Berlin --output terms

      Of a log, each person whom the board watched has a table of their own, as with `prodrome forecast evaluate`.

      Exit code: 0 written, 1 from a log that is not intact, 2 from one that --seal-key does not vouch for, 64 usage, 65 an \
      input could not be read, 74 a table could not be written.
      """)

  @Argument(help: "Logs' folders, folders of logs, or BIDS archives.", completion: .directory)
  var folders: [String]

  @Option(help: "The folder to write, a table for each person.", completion: .directory)
  var output: String

  @Option(help: "The time zone of the logs' people, such as Europe/Berlin: hours are local.")
  var timeZone = HistoryZone.utc

  @OptionGroup var whose: LogPersonOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let histories = HistoryInput(zone: timeZone, logs: try whose.logs.taking(whose.person))
    var recorded = RecordedInput(histories: histories)
    let people = try folders.flatMap { try recorded.people($0) }
    for note in people.flatMap(\.history.notes) { Console.note(note) }
    try recorded.histories.logs.checkUse()
    let standing = recorded.histories.logs.standing
    try TermFolder(people).write(to: output, json: json, log: standing)
    try standing?.finish()
  }
}
