import Alarms
import ArgumentParser
import Foundation

/// `prodrome sounds`: what the alarms sound like.
struct SoundsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sounds",
    abstract: "Write each alarm's pattern as a WAV file, for teaching.",
    discussion: """
      Writes seizure-alarm.wav, seizure-alarm-urgent.wav, technical-alarm.wav and technical-alarm-minor.wav: three turns of the pattern by which the board drives its buzzer. The \
      buzzer's own tone may be another: the board switches it on and off.

      Example: prodrome sounds --output sounds

      Exit codes: 0 written, 64 wrong usage, 74 a file cannot be written.
      """)

  @Option(name: .shortAndLong, help: "The folder to write to; made if it is not there.", completion: .directory)
  var output: String

  func run() throws {
    let folder = URL(fileURLWithPath: output, isDirectory: true)
    let sounds: [(String, AlarmPattern)] = [
      ("seizure-alarm.wav", .highPriority), ("seizure-alarm-urgent.wav", .greatestUrgency),
      ("technical-alarm.wav", .mediumPriority), ("technical-alarm-minor.wav", .lowPriority),
    ]
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, pattern) in sounds { try PatternSound(pattern).file.write(to: folder.appending(path: name)) }
    } catch {
      throw Console.refusal(output, error, code: 74)
    }
    print(sounds.map { folder.appending(path: $0.0).relativePath }.joined(separator: "\n"))
  }
}
