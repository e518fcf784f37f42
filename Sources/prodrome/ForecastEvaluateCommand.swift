import ArgumentParser
import Evaluation
import Forecasting
import Foundation
import Report

/// `prodrome forecast evaluate`: forecasts judged forward in time, within each person.
struct ForecastEvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Judge forecasts of people's next seizures on their own histories.",
    discussion: """
      Takes a folder of people, each with events.tsv (onset_s: seconds since a local midnight) and, where known, observed.tsv \
      (onset_s, duration_s: when a seizure would have been seen); or one person's folder; or a diary, a .csv file with a column \
      date_time, or date and time; or a file of `prodrome history import`; or a log's folder, whose seizure alarms are the events: \
      each person's whom the board watched for themselves (sessions in which nobody was admitted are left out beside those, aloud, \
      but with --unadmitted), or the one's that --person names.

      Each forecast knows only what came before it. Judged are lead events, the first after 4 hours without, from the 11th \
      on; hours within 4 hours after any event are not scored. Thresholds come from the person's own past. p is by 1,000 circular \
      shifts; the Brier skill stands against the person's own running rate. Undefined figures are null, with a reason.

      With --model, a forecaster of the EEG as `Tools/train forecaster` writes it, takes logs or a BIDS archive with their minutes of \
      features; the model's log-odds are added from the hour on at which the gate's rule finds that they help this person. No hour \
      of a time that the model learned from, of anybody, is judged with it.

      --horizon is the occurrence period (SOP) of a forecast, --sph the prediction horizon before it: each is made so many hours \
      earlier, and knows only what came before then. The person's rates that it stands against are those of its own hour.

      Examples: prodrome forecast evaluate seizure-times --json
      prodrome forecast evaluate diary.csv --sph 2h --horizon 6h
      prodrome forecast evaluate ward3/log --model p7-forecaster

      Exit code: 0 judged, 1 from a log that is not intact, 2 from one that --seal-key does not vouch for, 64 usage, 65 a \
      history could not be read, 74 the report or the table could not be written.
      """)

  @Argument(help: "Folder of people or of one person, a diary, a history file, or a log's folder.", completion: .file())
  var folder: String

  @Option(help: "Hours that a forecast is for (seizure occurrence period), as 1h to 168h.")
  var horizon = ForecastHours(hours: 1)

  @Option(
    help: """
      Hours from a forecast to the first that it is for, in which one can still act (seizure prediction horizon), as 0h to \
      24h.
      """)
  var sph = ForecastHours(hours: 0)

  @Option(help: "How a diary writes dates, where the dates do not show it: year-first, day-first or month-first.")
  var dates: DiaryDateStyle?

  @Option(help: "The time zone of a history file's or a log's person, such as Europe/Berlin: hours are local.")
  var timeZone = HistoryZone.utc

  @OptionGroup var whose: LogPersonOptions

  @Option(help: "A forecaster of the EEG, for logs and BIDS archives: its folder.", completion: .directory)
  var model: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(
    help: "Also write each judged window's forecast, references and outcome.", completion: .file(extensions: ["tsv"]))
  var windows: String?

  @Option(help: "Also write a page for a browser.", completion: .file(extensions: ["html"]))
  var report: String?

  func validate() throws {
    guard horizon.hours >= 1 else { throw ValidationError("--horizon is \(horizon), expected 1h to 168h.") }
    guard sph.hours <= 24 else { throw ValidationError("--sph is \(sph), expected 0h to 24h.") }
    guard model == nil || sph.hours == 0 else {
      throw ValidationError("--sph is for forecasts from the history: the EEG (--model) tells of the next hour alone.")
    }
  }

  func run() throws {
    let evaluation = try evaluation()
    if json {
      FileHandle.standardOutput.write(try evaluation.json())
    } else {
      print(evaluation.text, terminator: "")
    }
    if let windows {
      do { try Data(evaluation.windowTable.utf8).write(to: URL(fileURLWithPath: windows)) } catch {
        throw Console.refusal(windows, error, code: 74)
      }
    }
    if let report {
      do {
        let page = ForecastPage(evaluation, horizon: horizon.hours)
        try Data(page.text.utf8).write(to: URL(fileURLWithPath: report))
      } catch {
        throw Console.refusal(report, error, code: 74)
      }
    }
    try evaluation.log?.finish()
  }
}

extension ForecastEvaluateCommand {
  private func evaluation() throws -> ForecastEvaluation {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    var input = HistoryInput(dates: dates, zone: timeZone, logs: try whose.logs.taking(whose.person))
    var evaluation: ForecastEvaluation
    if let model {
      var recorded = RecordedInput(histories: input)
      let people = try recorded.with(model, folder)
      input = recorded.histories
      evaluation = ForecastEvaluation(
        people.map(\.person), sources: people.map(\.source), horizon: horizon.hours, threads: threads)
    } else {
      let histories = try input.histories(folder)
      for note in histories.flatMap(\.notes) { Console.note(note) }
      evaluation = ForecastEvaluation(
        histories, horizon: horizon.hours, predictionHours: sph.hours, threads: threads)
    }
    try input.logs.checkUse()
    evaluation.log = input.logs.standing
    return evaluation
  }
}

extension DiaryDateStyle: ExpressibleByArgument {}
