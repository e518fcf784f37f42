import ArgumentParser
import Forecasting
import Foundation

/// `prodrome forecast simulate`: how often the gate opens for generated people, and how far an oracle is ahead.
struct ForecastSimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run the forecaster on generated people of known predictability.",
    discussion: """
      Prints for each kind of person how many ever had their forecast shown (the gate looks every 30 days), with the 95 % interval, how many \
      have it at the end, the share with p below .05, and, at 30 % time in warning in the second half, the sensitivity beside that of an oracle \
      who knows the process.

      Example: prodrome forecast simulate --people 200

      Exit code: 0 done, 64 usage.
      """)

  @Option(help: "People of each kind.")
  var people = 200

  @Option(help: "The seed of the first person.")
  var seed: UInt64 = 1

  @Option(help: "Only kinds with this in their name, such as holidays.")
  var kind: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (1...10_000).contains(people) else { throw ValidationError("--people: found \(people), expected 1 to 10000") }
  }

  func run() throws {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let study = SimulationStudy(kindsNamed: kind, people: people, seed: seed, threads: threads)
    if json { FileHandle.standardOutput.write(try study.json()) } else { print(study.text, terminator: "") }
  }
}
