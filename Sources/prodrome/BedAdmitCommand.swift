import ArgumentParser

/// `prodrome bed admit`.
struct BedAdmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit",
    abstract: "A new person comes: a new pseudonym, and nothing learned before counts.",
    discussion: "Example: prodrome bed admit root@bedside.local\n\n" + BedOptions.exitCodes)

  @OptionGroup var bed: BedOptions

  func run() throws { try bed.ask("admission", option: "--admit") }
}
