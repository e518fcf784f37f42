import ArgumentParser

/// Keys that bundles are signed, and logs sealed, with.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make the keys that bundles are signed, and logs sealed, with.",
    subcommands: [KeyNewCommand.self, KeyLogSealCommand.self])
}
