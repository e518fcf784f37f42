import ArgumentParser
import Evaluation
import Foundation
import Report
import Text

/// How an evaluation runs and where its report goes, for any detector.
struct EvaluateOptions: ParsableArguments {
  @Flag(help: "Print the report as one JSON object on one line.")
  var json = false

  @Option(help: "Write the JSON report to this file; with --json nothing is printed.", completion: .file())
  var output: String?

  @Option(
    help: "Write a page with figures, curves and each recording's timeline to this HTML file; it needs nothing else.",
    completion: .file(extensions: ["html"]))
  var report: String?

  @Option(
    help: ArgumentHelp("Codes of the same person, as sub-a=sub-b; may be repeated.", valueName: "codes"),
    transform: { codes in
      let list = codes.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard list.count > 1, list.allSatisfy({ !$0.isEmpty }) else {
        throw ValidationError("found `\(codes)`, expected the codes of one person as sub-a=sub-b")
      }
      return list
    })
  var person: [[String]] = []

  @OptionGroup var parts: PartOptions

  @Option(help: "Threads; all cores if left out.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads > 0 else { throw ValidationError("found --threads \(threads), expected 1 or more") }
    guard report == nil || (parts.part == nil && parts.merge == nil) else {
      throw ValidationError("found --report with --part or --merge: parts hold no traces for a page")
    }
    guard parts.part == nil || (!json && output == nil) else {
      throw ValidationError("found --part with --json or --output: nothing is scored before --merge")
    }
  }

  /// Evaluates a dataset and writes the report.
  ///
  /// - Parameters:
  ///   - path: Dataset, folder or recording.
  ///   - facts: What a page says of the detector.
  ///   - run: Evaluates the dataset and tells of each recording.
  /// - Throws: `ExitCode` 65 or 74, after the reason went to standard error.
  func evaluate(
    _ path: String, facts: [(name: String, value: String)] = [],
    _ run: (Dataset, @escaping @Sendable (EvaluationStep) -> Void) throws -> EvaluationReport
  ) throws {
    let dataset = try dataset(path)
    let progress = EvaluationProgress()
    let report = try orExit(65) { try run(dataset) { progress.show($0) } }
    progress.finish()
    try write(report, text: report.text)
    try writePage(report, of: EvaluationSubject(dataset: path, facts: facts))
    if !report.failures.isEmpty {
      standardError("Error: \(report.failures.count) of \(report.recordings.count) recordings failed\n")
      throw ExitCode(65)
    }
  }

  /// Evaluates with a detector, or as far as the parts' options say.
  ///
  /// - Parameters:
  ///   - path: Dataset, folder or recording.
  ///   - detector: The detector.
  ///   - maker: What parts name it.
  ///   - facts: What a page says of the detector.
  /// - Throws: As `evaluate(_:facts:_:)`.
  func evaluate(
    _ path: String, with detector: some RecordingDetector, maker: PartMaker, facts: [(name: String, value: String)] = []
  ) throws {
    if let file = parts.part {
      let part = EvaluationPart(try dataset(path), detector: detector, maker: maker, threads: threads)
      try orExit(74) { try part.lines().write(to: URL(filePath: file), options: .atomic) }
      for case .failure(let fault) in part.recordings.map(\.result) { standardError("Error: \(fault)\n") }
    } else if let folder = parts.merge {
      try evaluate(path, facts: facts) { dataset, progress in
        let stored = try StoredOutcomes(in: URL(filePath: folder), of: dataset, madeBy: maker)
        return Evaluator(stored, threads: threads).evaluate(dataset, progress: progress)
      }
    } else {
      try evaluate(path, facts: facts) { Evaluator(detector, threads: threads).evaluate($0, progress: $1) }
    }
  }

  /// Prints the recordings' paths, one a line.
  func list(_ path: String) throws {
    print(try dataset(path).recordings.map(\.path).joined(separator: "\n"))
  }

  private func dataset(_ path: String) throws -> Dataset {
    try orExit(65) {
      let whole = try Dataset(at: URL(filePath: path), persons: person)
      return parts.only.isEmpty ? whole : try whole.only(parts.only)
    }
  }

  /// Writes a report where it goes.
  ///
  /// - Parameters:
  ///   - report: As JSON.
  ///   - text: For people.
  /// - Throws: `ExitCode` 74, after the reason went to standard error.
  func write(_ report: some JSONDocument, text: String) throws {
    let data = try report.json()
    if let output {
      try orExit(74) { try data.write(to: URL(filePath: output)) }
      if json { return }
    }
    try orExit(74) { try FileHandle.standardOutput.write(contentsOf: json ? data : Data(text.shownLines.utf8)) }
  }

  private func writePage(_ evaluation: EvaluationReport, of subject: EvaluationSubject) throws {
    guard let report else { return }
    let page = EvaluationPage(evaluation, of: subject)
    try orExit(74) { try Data(page.text.utf8).write(to: URL(filePath: report)) }
  }

  private func orExit<Result>(_ code: Int32, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      standardError("Error: \(FaultText.of(error))\n")
      throw ExitCode(code)
    }
  }

  private func standardError(_ text: String) {
    FileHandle.standardError.write(Data(text.shownLines.utf8))
  }
}
