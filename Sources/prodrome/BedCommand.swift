import ArgumentParser

/// Whose board it is, asked from the station.
struct BedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bed",
    abstract:
      "Admit and discharge the person at a board, have it stand by while somebody cares for them, test it, or erase its log.",
    discussion: """
      A pseudonym is drawn at admission and lives until discharge, over restarts and updates; with it goes what the board
      learned of the person: nothing of one is used for the next. Each act is a record of the board's log.
      """,
    subcommands: [
      BedAdmitCommand.self, BedDischargeCommand.self, BedStandbyCommand.self, BedTestCommand.self, BedEraseCommand.self,
    ])
}
