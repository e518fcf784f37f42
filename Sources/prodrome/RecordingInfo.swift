import ArgumentParser
import Foundation
import Recordings

/// `prodrome recording info`: what a recording holds, or what is wrong with it.
struct RecordingInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show what an EDF, EDF+, BDF or BDF+ file holds, and which signals a detector would take.",
    discussion: """
      Example: prodrome recording info night.edf
               prodrome recording info night.edf --json --samples | jq '.signals[].samples.sha256'

      With --json: one object a file, on standard output. With --samples every sample is read: their number, how many
      lie outside the declared range, physical minimum, mean and maximum, and the SHA-256 of the codes as little-endian
      32-bit numbers.

      Exit codes: 0 fine, 64 wrong usage, 65 a file that is broken (the message names the byte; where only times of data \
      records are, the file is shown all the same), 74 a file that cannot
      be read. With several files the first failure decides.
      """
  )

  @Argument(help: "Recordings.", completion: .file(extensions: ["edf", "bdf"]))
  var files: [String]

  @Flag(help: "Write one JSON object a file.")
  var json = false

  @Flag(help: "Read and sum up all samples.")
  var samples = false

  @Flag(help: "Read what is whole of a file that ends too early, and say so, instead of refusing it.")
  var keepWholeRecords = false

  func run() throws {
    var failure: ExitCode?
    for file in files {
      do throws(RecordingError) {
        let report = try RecordingFacts(
          url: URL(fileURLWithPath: file), truncation: keepWholeRecords ? .keepWholeRecords : .refuse,
          withSamples: samples)
        print(json ? try report.jsonLine() : report.text)
        if let fault = report.timeFault { throw fault }
      } catch {
        Console.note("Error: \(error)")
        failure = failure ?? error.exitCode
      }
    }
    if let failure { throw failure }
  }
}

extension RecordingError {
  /// The tool's exit code for this error: 74 where the system refused, else 65.
  var exitCode: ExitCode { ExitCode(kind == .unreadable ? 74 : 65) }
}
