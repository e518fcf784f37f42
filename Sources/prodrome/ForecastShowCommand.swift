import ArgumentParser
import Evaluation
import Forecasting
import Foundation
import Report

/// `prodrome forecast show`: one person's risk, cycles and whether forecasting works.
struct ForecastShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a person's risk, and whether their seizures can be forecast.",
    discussion: """
      Takes one person's folder, diary, history file or log as `prodrome forecast evaluate` does. Prints whether the seizures can be forecast and why, the risk of the \
      last days and the next, seizures by hour of day, and cycles. --report writes the same as a page for a browser. Of a \
      board's log also what the board itself forecast, learned and made of a history.

      With --model, a forecaster of the EEG, takes a log or a BIDS archive of one person, as `prodrome forecast evaluate` does, and says what \
      the EEG adds.

      Example: prodrome forecast show seizure-times/rns01 --report risk.html

      A board watches one person after the other: of a log only the named person's sessions count; without --person it \
      must have one person's alone. Sessions in which nobody was admitted are left out, aloud, beside those of a person, \
      but with --unadmitted.

      Exit code: 0 shown, 1 shown from a log that is not intact, 2 from one that --seal-key does not vouch for, 64 usage, 65 the \
      history could not be read, 74 the page could not be written.
      """)

  @Argument(help: "One person's folder, a diary, a history file, or a log's folder.", completion: .file())
  var history: String

  @Option(help: "How a diary writes dates, where the dates do not show it: year-first, day-first or month-first.")
  var dates: DiaryDateStyle?

  @Option(help: "The time zone of a history file's or a log's person, such as Europe/Berlin: hours are local.")
  var timeZone = HistoryZone.utc

  @OptionGroup var whose: LogPersonOptions

  @Option(help: "A forecaster of the EEG, for a log or a BIDS archive: its folder.", completion: .directory)
  var model: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "Also write a page for a browser.", completion: .file(extensions: ["html"]))
  var report: String?

  func run() throws {
    var input = HistoryInput(dates: dates, zone: timeZone, logs: try whose.logs.taking(whose.person))
    var outlook = try outlook(&input)
    try input.logs.checkUse()
    outlook.log = input.logs.standing
    outlook.board = try HistoryInput.board(history, choice: input.logs.choice)
    if json { FileHandle.standardOutput.write(try outlook.json()) } else { print(outlook.text, terminator: "") }
    if let report {
      do { try Data(OutlookPage(outlook).text.utf8).write(to: URL(fileURLWithPath: report)) } catch {
        throw Console.refusal(report, error, code: 74)
      }
    }
    try outlook.log?.finish()
  }

  private func outlook(_ input: inout HistoryInput) throws -> ForecastOutlook {
    if let model {
      var recorded = RecordedInput(histories: input)
      let people = try recorded.with(model, history)
      input = recorded.histories
      try checkOne(people.map(\.person.history.person))
      return ForecastOutlook(people[0].person.history, source: people[0].source)
    }
    let histories = try input.histories(history)
    try checkOne(histories.map(\.person))
    for note in histories[0].notes { Console.note(note) }
    return ForecastOutlook(histories[0])
  }

  private func checkOne(_ people: [String]) throws {
    guard people.count == 1 else {
      let isLog = HistoryInput.isLog(history)
      throw ValidationError(
        "\(history): found \(people.count) people\(isLog ? ": " + people.joined(separator: ", ") : "")"
          + ", expected one person's \(isLog ? "log, or --person" : "folder")")
    }
  }
}
