import ArgumentParser
import Evaluation
import Forecasting
import Foundation

/// `prodrome forecast simulate-eeg`: generated people whose minutes of features carry an effect of known size.
struct ForecastSimulateEEGCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate-eeg",
    abstract: "Draw people whose EEG carries an effect of known size before events, and judge forecasters on them.",
    discussion: """
      Draws minutes of features with sleep, ageing electrodes, drifts and what follows an event, and, within the 3 hours before an event, a \
      shift of --effect standard deviations of an hour along a direction of the person's own. --tables writes what a forecaster is \
      trained from, as `prodrome forecast features` does; --models, given a folder with a forecaster for each of the same people, judges \
      them as `prodrome forecast evaluate --model` does. `Tools/train forecaster --study` does both, effect by effect.

      Example: prodrome forecast simulate-eeg --effect 1 --days 180 --people 5 --tables terms

      Exit code: 0 done, 64 usage, 65 a model was refused, 74 a table could not be written.
      """)

  @Option(help: "The shift before events, in standard deviations of an hour; 0: none.")
  var effect = 0.0

  @Option(help: "Days of each record.")
  var days = 180

  @Option(help: "Events a day.")
  var perDay = 1.0

  @Option(help: "How many people.")
  var people = 20

  @Option(help: "The seed of the first person.")
  var seed: UInt64 = 1

  @Option(help: "Write the tables for training to this folder.", completion: .directory)
  var tables: String?

  @Option(
    help: "Judge the forecasters of this folder, each in a folder with its person's name.", completion: .directory)
  var models: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (tables == nil) != (models == nil) else { throw ValidationError("expected one of --tables and --models") }
    guard (0...10).contains(effect) else { throw ValidationError("--effect: found \(effect), expected 0 to 10") }
    guard (1...3_650).contains(days) else { throw ValidationError("--days: found \(days), expected 1 to 3650") }
    guard perDay > 0 && perDay <= 50 else { throw ValidationError("--per-day: found \(perDay), expected up to 50") }
    guard (1...10_000).contains(people) else { throw ValidationError("--people: found \(people), expected 1 to 10000") }
  }

  func run() throws {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let model = FeatureModel(days: days, perDay: perDay, effect: effect)
    let drawn = ParallelMap(threads: threads).map((0..<UInt64(people)).map { seed &+ $0 }) {
      RecordedPerson(model, seed: $0)
    }
    if let tables { return try TermFolder(drawn).write(to: tables, json: json, log: nil) }
    let forecasters = try drawn.map { person -> ForecasterModel? in
      let folder = "\(models ?? "")/\(person.history.person)"
      guard FileManager.default.fileExists(atPath: folder) else { return nil }
      do { return try ForecasterModel(folder) } catch { throw Console.refusal(folder, error) }
    }
    let pairs = zip(drawn, forecasters).map { (person: $0, source: $1?.source($0)) }
    let evaluation = ForecastEvaluation(pairs.map(\.person), sources: pairs.map(\.source), threads: threads)
    if json { FileHandle.standardOutput.write(try evaluation.json()) } else { print(evaluation.text, terminator: "") }
  }
}
