import ArgumentParser

/// `prodrome forecast`: seizure forecasts from a person's own history.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast seizures from a person's own history, and say whether that can be done.",
    subcommands: [
      ForecastEvaluateCommand.self, ForecastShowCommand.self, ForecastSimulateCommand.self,
      ForecastFeaturesCommand.self,
      ForecastSimulateEEGCommand.self,
    ])
}
