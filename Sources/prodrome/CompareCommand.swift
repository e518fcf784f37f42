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
    abstract: "Play recordings through two bundles and show every decision and alarm that changes.",
    discussion: """
      What an update would have made of what was recorded, before it is deployed. A stretch of hops in which the two say something
      else is one line; so is each seizure alarm that only one of them raises. Alarms are the same where they overlap.

      A change for the worse is a seizure alarm that is lost, or a hop that is judged no more: without --accept it ends with 1.

      Example: prodrome compare ward3.bundle new.bundle night.edf && prodrome deploy pi@bed3.local --bundle new.bundle

      With --json: a line of type `change` for each change, last one of type `comparison` for each recording.

      Exit codes: 0 no change for the worse, 1 a change for the worse, 64 wrong usage, 65 a bundle or a recording is refused.
      """)

  @Argument(help: "The bundle from before.", completion: .file(extensions: ["bundle"]))
  var old: String

  @Argument(help: "The new one.", completion: .file(extensions: ["bundle"]))
  var new: String

  @Argument(help: "EDF or BDF files.", completion: .file(extensions: ["edf", "bdf"]))
  var recordings: [String]

  @Flag(help: "End with 0 also after a change for the worse.")
  var accept = false

  @Flag(help: "Print JSON lines.")
  var json = false

  func run() throws {
    let bundles = (try load(old), try load(new))
    var isWorse = false
    for recording in recordings {
      let comparison = ReplayComparison(
        old: try play(recording, bundles.0), new: try play(recording, bundles.1))
      show(comparison, recording)
      isWorse = isWorse || comparison.isWorse
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

  private func show(_ comparison: ReplayComparison, _ recording: String) {
    for change in comparison.changes {
      if json {
        var object = JSONObject(type: "change")
        object.set("file", recording)
        object.set("what", change.what.rawValue)
        object.set("from_s", change.seconds.lowerBound)
        object.set("to_s", change.seconds.upperBound)
        object.set("old", change.old)
        object.set("new", change.new)
        print(object.line)
      } else {
        let times = String(format: "%9.1f to %.1f s", change.seconds.lowerBound, change.seconds.upperBound)
        print("\(times)  \(change.what.rawValue): \(change.old) -> \(change.new)")
      }
    }
    if json {
      var object = JSONObject(type: "comparison")
      object.set("file", recording)
      object.set("hops", comparison.hops)
      object.set("changed_hops", comparison.changedHops)
      object.set("lost_hops", comparison.lostHops)
      object.set("old_alarms", comparison.alarms.old)
      object.set("new_alarms", comparison.alarms.new)
      object.set("lost_alarms", comparison.lostAlarms)
      object.set("worse", comparison.isWorse)
      return print(object.line)
    }
    print(
      "\(recording): \(comparison.changedHops) of \(comparison.hops) decisions change, \(comparison.lostHops) judged no more; "
        + "seizure alarms \(comparison.alarms.old) -> \(comparison.alarms.new), \(comparison.lostAlarms) lost"
        + (comparison.isWorse ? ": worse" : ""))
  }
}
