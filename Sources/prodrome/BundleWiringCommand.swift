import ArgumentParser
import Configuration
import Foundation
import Report

/// `prodrome bundle wiring`.
struct BundleWiringCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wiring",
    abstract: "Draw what is wired to which pin of a board, from its description.",
    discussion: """
      An SVG for browsers and paper: on a Raspberry Pi or a BeagleBone by the pins of the header, else by the lines' names. The \
      resistors are those that the lines' fail-safe states ask for.

      Example: prodrome bundle wiring --board Boards/pieeg-rpi5.toml --output wiring.svg

      Exit codes: 0 written, 64 wrong usage, 65 the description is refused, 74 a file cannot be read or written.
      """)

  @Option(help: "The board's description.", completion: .file(extensions: ["toml"]))
  var board: String

  @Option(name: .shortAndLong, help: "The SVG file to write.", completion: .file(extensions: ["svg"]))
  var output: String

  func run() throws {
    let text = try BundleCommand.reading { WiringDrawing(board: try BoardDescription(at: board).section).text }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw Console.refusal(output, error, code: 74)
    }
  }
}
