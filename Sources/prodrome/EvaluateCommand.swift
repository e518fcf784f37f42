import ArgumentParser
import Evaluation
import Foundation
import Recordings
import Replay

/// `prodrome evaluate`: a detector over a dataset, scored.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Run a detector over a BIDS/SzCORE dataset and score it.",
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

      Examples: prodrome evaluate chbmit --person sub-chb01=sub-chb21 --json --output report.json --report report.html
      prodrome evaluate chbmit --history own --gain 0.5

      Exit code: 0 all recordings were read, 64 usage, 65 the dataset or some recordings could not be read, \
      74 the report could not be written.
      """)

  @Argument(help: "Dataset, folder or recording.", completion: .file())
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
    guard (0.01...100).contains(gain) else { throw ValidationError("found --gain \(gain), expected 0.01 to 100") }
    guard historyHours > 0 && historyHours <= 1000 else {
      throw ValidationError("found --history-hours \(historyHours), expected above 0 and at most 1000")
    }
    if let detector, history != nil || gain != 1 {
      throw ValidationError("found --detector \(detector.rawValue) with --history or --gain: it listens to nothing")
    }
  }

  func run() throws {
    let threads = options.threads
    if let detector {
      let constant = ConstantDetector(detector) { try FrameSource(url: $0).durationSeconds }
      try options.evaluate(dataset) { Evaluator(constant, threads: threads).evaluate($0, progress: $1) }
    } else {
      let bundle = try bundle.load()
      if history != nil && !bundle.settings.level.isLearning {
        throw Console.refusal("--history own", LevelRefusal())
      }
      let evaluator = Evaluator(
        ReplayDetector(bundle, isTraced: options.report != nil, gain: gain), threads: threads)
      try options.evaluate(dataset, facts: bundle.facts) { dataset, progress in
        guard history != nil else { return evaluator.evaluate(dataset, progress: progress) }
        return evaluator.evaluate(dataset, historyHours: historyHours, progress: progress)
      }
    }
  }

  /// The bundle's detector learns nothing.
  private struct LevelRefusal: Error, CustomStringConvertible {
    let description =
      "found a bundle whose level does not learn, expected a model with `own_level` and a site with own_level = \"learned\""
  }
}

extension ReferenceDetector: ExpressibleByArgument {}
