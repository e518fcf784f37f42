import ArgumentParser
import BedSimulation
import Bundle
import Configuration
import Foundation
import Replay
import Vocabulary

/// `prodrome recording generate`: a made-up EEG and what can be wrong with it, as a front end would measure it.
struct RecordingGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make up an EEG, and what can be wrong with it, as a board's front end would measure it.",
    discussion: """
      Background on eight electrodes, seizures of spikes and waves, and faults of the electrodes, each at its time: what \
      'prodrome simulate --list' calls a fault of the electrodes. Writes frames as 'prodrome recording feed' does, for the \
      virtual board and for prodromed --frames. A frame that a fault loses is missing in both; only the file of frames can \
      say so. Nothing of it is a person's.

      Example: prodrome recording generate --seconds 120 --seizure left@30+30 --fault not-eeg/shorted@70+40 --wire bed.wire

      Exit codes: 0 fine, 64 wrong usage, 65 a board that is not like the virtual one, 74 a file that cannot be written.
      """
  )

  @OptionGroup var bundle: BundleOption

  @Option(help: "How long, in seconds.")
  var seconds = 60.0

  @Option(help: "A seizure: left@START+SECONDS or right@START+SECONDS. As often as wanted.")
  var seizure: [String] = []

  @Option(help: "A fault of the electrodes: KIND@START+SECONDS or KIND/VARIANT@START+SECONDS. As often as wanted.")
  var fault: [String] = []

  @Option(help: "The seed of everything that is drawn.")
  var seed: UInt64 = 1

  @Option(help: "Where to write the frames as they come over SPI.")
  var wire: String?

  @Option(help: "Where to write the file of frames.")
  var frames: String?

  func validate() throws {
    if wire == nil && frames == nil { throw ValidationError("nothing to write: give --wire, --frames or both") }
    guard seconds >= 1 && seconds <= 86_400 else {
      throw ValidationError("--seconds: found \(seconds), expected 1 to 86,400")
    }
    do { _ = try plan() } catch let error as FaultTextError { throw ValidationError("\(error)") }
  }

  func run() throws {
    let detector = try bundle.load()
    try check(detector.file.image.board)
    var made: [Frame] = []
    try plan().forEachFrame { made.append($0) }
    try BoardFeed(made, inputCount: BedFeed.inputCount).write(wire: wire, frames: frames, design: detector.design)
  }

  private func plan() throws -> BedFeed {
    try BedFeed(
      seed: seed, seconds: seconds, seizures: seizure.map { try Scenario.Seizure($0) },
      faults: fault.map { try Fault($0) })
  }

  /// The codes are made for one rate, gain and number of inputs.
  private func check(_ board: BoardSection) throws {
    let frontEnd = board.frontEnd
    let rate = Int(frontEnd.samplesPerSecond ?? 0)
    let reference = Int(frontEnd.referenceMicrovolts)
    let gains = Set((0..<frontEnd.inputCount).map { Int(frontEnd.gain(of: $0) ?? 0) })
    guard
      (frontEnd.inputCount, rate, gains, reference)
        == (BedFeed.inputCount, BedFeed.framesPerSecond, [BedFeed.gain], BedFeed.referenceMicrovolts)
    else {
      Console.note(
        "Error: \(board.identity.text): found \(frontEnd.inputCount) inputs, \(rate) samples per second, gains "
          + "\(gains.sorted()), reference \(reference) uV; expected \(BedFeed.inputCount), "
          + "\(BedFeed.framesPerSecond), [\(BedFeed.gain)], \(BedFeed.referenceMicrovolts) uV, as on the virtual board")
      throw ExitCode(65)
    }
  }
}
