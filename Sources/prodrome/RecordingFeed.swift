import ArgumentParser
import Configuration
import Foundation
import Recordings
import Replay

/// `prodrome recording feed`: a recording as a board's front end would have measured it.
struct RecordingFeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed",
    abstract: "Turn a recording into what a board's front end would have measured.",
    discussion: """
      Brings the recording to the board's rate, electrodes and gain. Electrodes that were only recorded in derivations are
      reached along them, so that every difference between two is what was recorded. Writes the frames as they come over SPI
      (27 bytes for each chip), for the virtual board, and as a file of frames for prodromed --frames, for the digest.

      Example: prodrome recording feed seizure.edf --bundle board.bundle --wire seizure.wire --frames seizure.frames

      Exit codes: 0 fine, 64 wrong usage, 65 a recording that does not fit the board, 74 a file that cannot be written.
      """
  )

  @Argument(help: "The recording.", completion: .file(extensions: ["edf", "bdf"]))
  var recording: String

  @OptionGroup var bundle: BundleOption

  @Option(help: "Where to write the frames as they come over SPI.")
  var wire: String?

  @Option(help: "Where to write the file of frames.")
  var frames: String?

  @Option(help: "How many frames; those after the recording's end are zeros. Left out: its length.")
  var count: Int?

  func validate() throws {
    if wire == nil && frames == nil { throw ValidationError("nothing to write: give --wire, --frames or both") }
    if let count, count < 1 { throw ValidationError("--count must be at least 1") }
  }

  func run() throws {
    let detector = try bundle.load()
    let feed: BoardFeed
    do {
      feed = try BoardFeed(
        recording: URL(fileURLWithPath: recording), board: detector.file.image.board, count: count)
    } catch { throw Console.refusal(recording, error) }
    if feed.clippedCount > 0 { Console.note("\(feed.clippedCount) codes cut at the front end's range") }
    try feed.write(wire: wire, frames: frames, design: detector.design)
  }
}
