import ArgumentParser

/// `prodrome history`: what is known of a person's seizures, for a board to go on from.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Gather a person's seizures from logs and diaries into a signed history file.",
    subcommands: [HistoryImportCommand.self, HistoryShowCommand.self])
}
