import ArgumentParser

/// `prodrome bed discharge`.
struct BedDischargeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discharge",
    abstract: "The person goes: what the board learned of them is erased there.",
    discussion: "Example: prodrome bed discharge root@bedside.local\n\n" + BedOptions.exitCodes)

  @OptionGroup var bed: BedOptions

  func run() throws { try bed.ask("discharge", option: "--discharge") }
}
