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

      Example: prodrome evaluate chbmit --person sub-chb01=sub-chb21 --json --output report.json --report report.html

      Exit code: 0 all recordings were read, 64 usage, 65 the dataset or some recordings could not be read, \
      74 the report could not be written.
      """)

  @Argument(help: "Dataset, folder or recording.", completion: .file())
  var dataset: String

  @OptionGroup
  var bundle: BundleOption

  @Option(help: "always-on or always-off instead of the bundle's detector.")
  var detector: ReferenceDetector?

  @OptionGroup
  var options: EvaluateOptions

  func run() throws {
    if let detector {
      let constant = ConstantDetector(detector) { try FrameSource(url: $0).durationSeconds }
      try options.evaluate(dataset, with: constant)
    } else {
      let bundle = try bundle.load()
      let detector = ReplayDetector(bundle, isTraced: options.report != nil)
      try options.evaluate(dataset, with: detector, facts: bundle.facts)
    }
  }
}

extension ReferenceDetector: ExpressibleByArgument {}
