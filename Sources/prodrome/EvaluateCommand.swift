import ArgumentParser
import Configuration
import Evaluation
import Foundation
import Recordings
import Replay
import Station

/// `prodrome evaluate`: a detector over a dataset, scored.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Run a detector over a BIDS/SzCORE dataset and score it, or count a board's alarms by their marks.",
    discussion: """
      Takes a dataset (sub-*/[ses-*/]eeg/*_eeg.edf or .bdf with *_events.tsv beside), a part of one, a folder of EDF or \
      BDF files, or one file. Runs on all cores. A recording that fails is named in the report, and the others go on.

      Beside the detector stand always-on and always-off, scored alike, and cautions where the data cannot tell \
      them apart. --report writes a page for a browser: figures with intervals, curves, and for each recording its annotations, \
      alarms, score and every channel's evidence.

      --history own judges each recording three times: cold, the detector knowing nothing of the person; warm, after the person's \
      earlier recordings, or their other ones where no dates tell, were played through the device's rules, annotations unseen, \
      lengthened to --history-hours in bed in which seizures are at most 2 % of the time; and with the level that the annotations \
      give. The JSON then has strict_cold, strict_warm, strict_labelled and history; all other figures are cold.

      Given a log's folder, no detector runs: the board's own seizure alarms are counted by what 'prodrome mark' said of them, with the \
      hours that could be judged, for each person. What was missed cannot be told from a log.

      A large archive may be evaluated in parts, by processes on many machines: --part detects in some of the recordings, --merge scores \
      what all parts found, and prints the same report as one process does. Tools/snakemake has the workflow.

      Examples: prodrome evaluate chbmit --person sub-chb01=sub-chb21 --json --output report.json --report report.html
      prodrome evaluate chbmit --history own --gain 0.5
      prodrome evaluate chbmit --only sub-chb01 --part parts/sub-chb01.part.jsonl
      prodrome evaluate chbmit --merge parts --json
      prodrome evaluate ward3/log

      Exit code: 0 all recordings were read, or with --part what became of them is written, 1 a log is not intact, 64 usage, 65 the \
      dataset, some recordings or parts could not be read, 74 the report or part could not be written.
      """)

  @Argument(help: "Dataset, folder or recording; or a log's folder.", completion: .file())
  var dataset: String

  @OptionGroup
  var bundle: BundleOption

  @Option(help: "always-on or always-off instead of the bundle's detector.")
  var detector: ReferenceDetector?

  @Option(help: "own: judge each recording also after the person's own history, learned as a board learns.")
  var history: HistoryChoice?

  @Option(help: "Hours in bed before each recording; in 48 a level is learned to its bounds.")
  var historyHours = 48.0

  @Option(help: "Multiply all inputs, as an amplifier of another gain than the recording says; 0.01 to 100.")
  var gain = 1.0

  @OptionGroup
  var options: EvaluateOptions

  func validate() throws {
    let isPlain = bundle.bundle == nil && detector == nil && history == nil && gain == 1 && !options.parts.areGiven
    guard (isPlain && options.report == nil && options.person.isEmpty) || !HistoryInput.isLog(dataset) else {
      throw ValidationError(
        "\(dataset): found a log, expected none of --bundle, --detector, --history, --gain, --person, --report, --only, --list, --part and --merge"
      )
    }
    guard (0.01...100).contains(gain) else { throw ValidationError("found --gain \(gain), expected 0.01 to 100") }
    guard historyHours > 0 && historyHours <= 1000 else {
      throw ValidationError("found --history-hours \(historyHours), expected above 0 and at most 1000")
    }
    guard history == nil || (options.parts.part == nil && options.parts.merge == nil) else {
      throw ValidationError("found --history with --part or --merge: a person's history takes all their recordings")
    }
    if let detector, history != nil || gain != 1 {
      throw ValidationError("found --detector \(detector.rawValue) with --history or --gain: it listens to nothing")
    }
  }

  func run() throws {
    if HistoryInput.isLog(dataset) { return try review() }
    if options.parts.list { return try options.list(dataset) }
    if let detector {
      let constant = ConstantDetector(detector) { try FrameSource(url: $0).durationSeconds }
      let maker = PartMaker(detector: constant.name, bundle: nil, gain: gain, version: VersionText.text)
      return try options.evaluate(dataset, with: constant, maker: maker)
    }
    let bundle = try bundle.load()
    let detector = ReplayDetector(
      bundle, isTraced: options.report != nil, gain: gain, people: try people(of: bundle))
    guard history != nil else {
      let maker = PartMaker(
        detector: detector.name, bundle: bundle.file.digestText, gain: gain, version: VersionText.text)
      return try options.evaluate(dataset, with: detector, maker: maker, facts: bundle.facts)
    }
    guard bundle.settings.level.isLearning else { throw Console.refusal("--history own", LevelRefusal()) }
    try options.evaluate(dataset, facts: bundle.facts) { dataset, progress in
      Evaluator(detector, threads: options.threads).evaluate(dataset, historyHours: historyHours, progress: progress)
    }
  }

  /// Whom the bundle's detector learned from, as far as its folder tells.
  private func people(of bundle: DetectorBundle) throws -> TrainingPeople {
    do {
      return try TrainingPeople(of: bundle.section, shipped: DefaultResources().defaultDetector)
    } catch {
      throw Console.refusal("the shipped detector", error)
    }
  }

  /// Says what the alarms of a log were.
  private func review() throws {
    try LogCommand.reporting {
      let review = try LogReview(of: dataset)
      try options.write(review, text: review.text)
      if !review.intact || review.refusedMarks > 0 { throw ExitCode(1) }
    }
  }

  /// The bundle's detector learns nothing.
  private struct LevelRefusal: Error, CustomStringConvertible {
    let description =
      "found a bundle whose level does not learn, expected a model with `own_level` and a site with own_level = \"learned\""
  }
}

extension ReferenceDetector: ExpressibleByArgument {}
