import ArgumentParser

/// Keys that bundles are signed with.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make the keys that bundles are signed with.", subcommands: [KeyNewCommand.self])
}
