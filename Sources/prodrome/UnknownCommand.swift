import ArgumentParser
import Configuration
import Foundation

/// A word in the place of a command that is none.
struct UnknownCommand: Equatable {
  /// What is said about it.
  let text: String

  /// Looks for one; nil where every command is known, or what stands there is an option.
  ///
  /// - Parameters:
  ///   - words: What the tool was started with, without its own name.
  ///   - root: The tool.
  init?(among words: [String], of root: any ParsableCommand.Type) {
    var command = root
    var path = ["prodrome"]
    for word in words {
      let names = command.configuration.subcommands.map { $0.configuration.commandName ?? "" }
      guard !names.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      guard let index = names.firstIndex(of: word) else {
        let nearest = NearestName.find(word, among: names).map { "; did you mean '\($0)'?" } ?? ""
        text =
          "Error: '\(word)' is no command of '\(path.joined(separator: " "))'\(nearest)\n"
          + "There are: \(names.joined(separator: ", "))"
        return
      }
      command = command.configuration.subcommands[index]
      path.append(word)
    }
    return nil
  }
}
