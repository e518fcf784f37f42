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

      Exit code: 0 shown, 64 usage, 65 the history could not be read, 74 the page could not be written.
      """)

  @Argument(help: "One person's folder, a diary, a history file, or a log's folder.", completion: .file())
  var history: String

  @Option(help: "How a diary writes dates, where the dates do not show it: year-first, day-first or month-first.")
  var dates: DiaryDateStyle?

  @Option(help: "The time zone of a history file's or a log's person, such as Europe/Berlin: hours are local.")
  var timeZone = HistoryZone.utc

  @Option(help: "A forecaster of the EEG, for a log or a BIDS archive: its folder.", completion: .directory)
  var model: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "Also write a page for a browser.", completion: .file(extensions: ["html"]))
  var report: String?

  func run() throws {
    var outlook = try outlook()
    outlook.board = try HistoryInput.board(history)
    if json { FileHandle.standardOutput.write(try outlook.json()) } else { print(outlook.text, terminator: "") }
    guard let report else { return }
    do { try Data(OutlookPage(outlook).text.utf8).write(to: URL(fileURLWithPath: report)) } catch {
      throw Console.refusal(report, error, code: 74)
    }
  }

  private func outlook() throws -> ForecastOutlook {
    if let model {
      let recorded = try RecordedInput.with(model, history, zone: timeZone)
      try checkOne(recorded.count)
      return ForecastOutlook(recorded[0].person.history, source: recorded[0].source)
    }
    let histories = try HistoryInput.histories(history, dates: dates, zone: timeZone)
    try checkOne(histories.count)
    for note in histories[0].notes { Console.note(note) }
    return ForecastOutlook(histories[0])
  }

  private func checkOne(_ count: Int) throws {
    guard count == 1 else {
      throw ValidationError("\(history): found \(count) people, expected one person's folder")
    }
  }
}
