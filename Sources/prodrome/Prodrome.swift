import ArgumentParser

/// The tool on the engineer's and caregiver's computer.
@main
struct Prodrome: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prodrome",
    abstract: "Replay, evaluate, pack and verify seizure detection on EEG. Research software, not a medical device.",
    version: VersionText.text,
    subcommands: [
      DemoCommand.self,
      ReplayCommand.self,
      EvaluateCommand.self,
      ForecastCommand.self,
      HistoryCommand.self,
      SimulateCommand.self,
      BundleCommand.self,
      KeyCommand.self,
      LogCommand.self,
      PullCommand.self,
      ReportCommand.self,
      MarkCommand.self,
      CardCommand.self,
      SoundsCommand.self,
      DeployCommand.self,
      BedCommand.self,
      ModelCommand.self,
      RecordingCommand.self,
      WindowsCommand.self,
    ]
  )
}
