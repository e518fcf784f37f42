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

  @Option(help: "Threads; all cores if left out.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard threads > 0 else { throw ValidationError("found --threads \(threads), expected 1 or more") }
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
    _ run: (Dataset, @escaping @Sendable (EvaluationStep) -> Void) -> EvaluationReport
  ) throws {
    let dataset = try orExit(65) { try Dataset(at: URL(filePath: path), persons: person) }
    let progress = EvaluationProgress()
    let report = run(dataset) { progress.show($0) }
    progress.finish()
    try write(report, text: report.text)
    try writePage(report, of: EvaluationSubject(dataset: path, facts: facts))
    if !report.failures.isEmpty {
      standardError("\(report.failures.count) of \(report.recordings.count) recordings failed\n")
      throw ExitCode(65)
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
    try orExit(74) { try FileHandle.standardOutput.write(contentsOf: json ? data : Data(text.utf8)) }
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
    FileHandle.standardError.write(Data(text.utf8))
  }
}
