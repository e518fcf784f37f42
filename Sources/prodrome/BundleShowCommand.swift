import ArgumentParser
import Bundle
import Configuration
import Text

/// `prodrome bundle show`.
struct BundleShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a bundle holds: sections, board, site, signal chain, models, memory on the board.",
    discussion: """
      Example: prodrome bundle show detector.bundle
               prodrome bundle show --json | jq '.models[].multiply_accumulates'

      Without a file: the default bundle, made in memory from the virtual board, the default site and the default
      detector. A signature is named but not checked: prodrome bundle verify --public-key does that.

      Exit codes: 0 fine, 64 wrong usage, 65 the bundle is refused (the reason is named), 74 it cannot be read.
      """)

  @Argument(help: "A bundle.", completion: .file(extensions: ["bundle"]))
  var file: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let report = try read()
    print(json ? try JSONText.line(report) : report.text)
  }

  private func read() throws -> BundleReport {
    do {
      guard let file else {
        return try BundleReport(file: "default", bytes: DetectorBundle.makeDefault().file.bytes)
      }
      return try BundleReport(file: file, bytes: BundleCommand.read(file))
    } catch let code as ExitCode {
      throw code
    } catch {
      throw Console.refusal(file ?? "default bundle", error)
    }
  }
}
