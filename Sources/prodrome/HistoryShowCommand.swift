import ArgumentParser
import Text

/// `prodrome history show`: what a history file holds.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Check a history file and say what it holds.",
    discussion: """
      Example: prodrome history show person.history

      Exit codes: 0 sound, 64 wrong usage, 65 it cannot be read, is torn, or its signature is not that of its bytes.
      """)

  @Argument(help: "The history file.", completion: .file(extensions: ["history"]))
  var history: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let found: HistoryFacts
    do {
      let (image, bytes) = try HistoryInput.image(history)
      found = HistoryFacts(image, bytes: bytes, file: history)
    } catch {
      throw Console.refusal(history, error)
    }
    print(json ? try JSONText.line(found) + "\n" : found.text, terminator: "")
  }
}
