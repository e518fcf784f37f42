import ArgumentParser
import Configuration
import Foundation
import Report

/// `prodrome card`: one sheet of paper for the bedside.
struct CardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Write the bedside card of a board and a site: what calls, what it means, what to do.",
    discussion: """
      The card is made from the tables that the board's program runs on: lines, patterns, times, policy. Print it on both \
      sides of one sheet, fill in whom to call, and make it anew whenever the board, the site or the program changes. Languages \
      are files: en, de and es are shipped in Boards/cards; --language takes the path of another.

      Example: prodrome card --board Boards/pieeg-rpi5.toml --site Boards/site.toml --language de --output card.html

      Exit codes: 0 written, 64 wrong usage, 65 a description, a model or a language's file is refused, 74 a file cannot be \
      read or written.
      """)

  @Option(help: "The board's description; the virtual board if left out.", completion: .file(extensions: ["toml"]))
  var board: String?

  @Option(help: "The site's description; the default site if left out.", completion: .file(extensions: ["toml"]))
  var site: String?

  @Option(help: "The detector's folder; the default detector if left out.", completion: .directory)
  var model: String?

  @Option(help: "en, de, es, or a file with the sentences of another language.")
  var language = "en"

  @Option(name: .shortAndLong, help: "The HTML file to write.", completion: .file(extensions: ["html"]))
  var output: String

  func run() throws {
    let text = try BundleCommand.reading { try card().text }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw Console.refusal(output, error, code: 74)
    }
  }

  private func card() throws -> BedsideCard {
    let resources = Result { try DefaultResources() }
    let site = try SiteDescription(at: site ?? resources.get().site.path)
    let board = try BoardDescription(at: board ?? resources.get().board.path)
    let folder = try model.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? resources.get().defaultDetector
    let model = try ModelFolder(folder)
    let path = language.hasSuffix(".toml") ? language : try resources.get().card(language).path
    return BedsideCard(
      board: board.section, policy: site.alarmPolicy, model: model.information,
      phrases: try Phrases(at: path, places: BedsideCard.places),
      site: URL(fileURLWithPath: site.file).lastPathComponent)
  }
}
