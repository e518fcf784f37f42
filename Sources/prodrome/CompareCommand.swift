import ArgumentParser
import Configuration
import Foundation
import Replay
import Station
import Text
import Vocabulary

/// `prodrome compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Play logs and recordings through two bundles and show every decision and alarm that changes.",
    discussion: """
      What an update would have made of what was recorded, before it is deployed. A stretch of hops in which the two say something
      else is one line; so is each seizure alarm that only one of them raises. Alarms are the same where they overlap.

      Of a board's log every hop is played where the model stays and the old bundle was run: the recorded evidence is what the new
      bundle would have found. Where the model changes, the EEG around the seizure alarms is played through both. Filters and the rules
      of signal quality come before what is logged: they are played with recordings alone. What could not be played is named.

      A change for the worse is a seizure alarm that is lost, or a hop that is judged no more: without --accept it ends with 1.

      Example: prodrome compare ward3.bundle new.bundle bed3-log night.edf
               prodrome compare ward3.bundle new.bundle bed3-log --clip-key clips.key

      With --json: a line of type `change` for each change, then one of type `comparison` for each recording and each part of a log,
      one of type `omission` for each part that could not be played.

      Exit codes: 0 no change for the worse, 1 a change for the worse, 64 wrong usage, 65 a bundle, a recording or a log is refused,
      66 nothing could be played.
      """)

  @Argument(help: "The bundle from before.", completion: .file(extensions: ["bundle"]))
  var old: String

  @Argument(help: "The new one.", completion: .file(extensions: ["bundle"]))
  var new: String

  @Argument(help: "Folders of logs, EDF or BDF files.", completion: .file())
  var recordings: [String]

  @OptionGroup var clips: ClipKeyOption

  @Flag(help: "End with 0 also after a change for the worse.")
  var accept = false

  @Flag(help: "Print JSON lines.")
  var json = false

  func run() throws {
    let bundles = (try load(old), try load(new))
    var isWorse = false
    var isPlayed = false
    for path in recordings {
      if HistoryInput.isFolder(path) || path.hasSuffix(".plog") {
        let comparison = try compareLog(path, bundles)
        for part in comparison.parts { show(ComparisonText(file: path, part: part.name, comparison: part.comparison)) }
        for omission in comparison.omissions { show(omission, path) }
        isWorse = isWorse || comparison.isWorse
        isPlayed = isPlayed || !comparison.parts.isEmpty
      } else {
        let comparison = ReplayComparison(old: try play(path, bundles.0), new: try play(path, bundles.1))
        show(ComparisonText(file: path, part: nil, comparison: comparison))
        isWorse = isWorse || comparison.isWorse
        isPlayed = true
      }
    }
    guard isPlayed else {
      Console.note("Error: nothing could be played: there is no telling what changes")
      throw ExitCode(66)
    }
    if isWorse && !accept { throw BundleCommand.refused }
  }

  private func load(_ path: String) throws -> DetectorBundle {
    do { return try DetectorBundle(BundleFile(at: path)) } catch { throw Console.refusal(path, error) }
  }

  private func play(_ recording: String, _ bundle: DetectorBundle) throws -> PlayedRecording {
    do { return try PlayedRecording(URL(filePath: recording), bundle) } catch {
      throw Console.refusal(recording, error)
    }
  }

  private func compareLog(_ path: String, _ bundles: (DetectorBundle, DetectorBundle)) throws -> LogComparison {
    let key = try clips.key()
    do {
      return try LogComparison(LogFile(URL(filePath: path), clipKey: key), old: bundles.0, new: bundles.1)
    } catch { throw Console.refusal(path, error) }
  }

  private func show(_ text: ComparisonText) {
    for line in json ? text.jsonLines : text.changes + [text.summary] { print(line) }
  }

  private func show(_ omission: LogComparison.Omission, _ path: String) {
    guard json else { return print("\(path), \(omission.name): not compared: \(omission.reason)".shown) }
    var object = JSONObject(type: "omission")
    object.set("file", path)
    object.set("part", omission.name)
    object.set("reason", omission.reason)
    print(object.line)
  }
}
