import ArgumentParser

/// `prodrome bed standby`.
struct BedStandbyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standby",
    abstract: "Technical alarms are not shown for some minutes, such as while washing; seizure alarms always are.",
    discussion: """
      It ends by itself, and calls if electrodes are not back by then; --minutes 0 ends it at once.

      Example: prodrome bed standby root@bedside.local --minutes 20


      """ + BedOptions.exitCodes)

  @OptionGroup var bed: BedOptions

  @Option(help: "How long, 1 to 60; 0 ends a standby.")
  var minutes = 15

  func validate() throws {
    guard (0...60).contains(minutes) else { throw ValidationError("--minutes is \(minutes), expected 0 to 60.") }
  }

  func run() throws {
    try bed.ask(minutes > 0 ? "standby" : "standby_end", option: "--standby \(minutes)", minutes: minutes)
  }
}
