import ArgumentParser

/// Keys that bundles are signed, and logs sealed, with.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make the keys that bundles are signed, logs sealed and clips opened with.",
    subcommands: [KeyNewCommand.self, KeyLogSealCommand.self, KeyClipsCommand.self])
}
