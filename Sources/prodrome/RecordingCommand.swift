import ArgumentParser

/// `prodrome recording`: look at and re-write EEG recordings.
struct RecordingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recording",
    abstract: "Look at EDF and BDF recordings, write them anew, or make one up.",
    subcommands: [RecordingInfo.self, RecordingCopy.self, RecordingFeed.self, RecordingGenerate.self]
  )
}
