import ArgumentParser
import Foundation

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
      CompareCommand.self,
      EvaluateCommand.self,
      ForecastCommand.self,
      SimulateCommand.self,
      HistoryCommand.self,
      BundleCommand.self,
      KeyCommand.self,
      LogCommand.self,
      SetupCommand.self,
      DeployCommand.self,
      RollbackCommand.self,
      StatusCommand.self,
      WatchCommand.self,
      PullCommand.self,
      ReportCommand.self,
      MarkCommand.self,
      CardCommand.self,
      SoundsCommand.self,
      BedCommand.self,
      ModelCommand.self,
      RecordingCommand.self,
      WindowsCommand.self,
    ]
  )

  static func main() async {
    if let unknown = UnknownCommand(among: Array(CommandLine.arguments.dropFirst()), of: Prodrome.self) {
      Console.note(unknown.text)
      Foundation.exit(64)
    }
    await main(nil)
  }
}
