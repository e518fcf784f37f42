import ArgumentParser

/// The tool on the engineer's and caregiver's computer.
@main
struct Prodrome: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prodrome",
    abstract: "Replay, evaluate, pack and verify seizure detection on EEG. Research software, not a medical device.",
    subcommands: [
      EvaluateCommand.self,
      ModelCommand.self,
      RecordingCommand.self,
    ]
  )
}
