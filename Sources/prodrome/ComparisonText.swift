import Foundation
import Replay
import Report
import Station
import Text
import Vocabulary

/// What a comparison of two bundles found in a recording, or in a part of a log.
struct ComparisonText {
  /// The recording or the log.
  let file: String
  /// The part of the log; nil of a recording.
  let part: String?
  let comparison: ReplayComparison

  /// A line for each change.
  var changes: [String] {
    comparison.changes.map { change in
      let times = String(format: "%9.1f to %.1f s", change.seconds.lowerBound, change.seconds.upperBound)
      let (old, new) = (Self.plain(change.old, of: change.what), Self.plain(change.new, of: change.what))
      return "\(times)  \(change.what.rawValue): \(old) -> \(new)"
    }
  }

  /// What a page would call it; the JSON has the words of exports.
  private static func plain(_ word: String, of what: ReplayComparison.Change.What) -> String {
    let states: [Verdict.State] = [.unknown, .normal, .suspected, .seizure]
    return states.first { $0.word == word }?.plainWord ?? (what == .alarm ? "no alarm" : "no decision")
  }

  /// All of it in one line.
  var summary: String {
    let name = (part.map { "\(file), \($0)" } ?? file).shown
    return "\(name): \(comparison.changedHops) of \(comparison.hops) decisions change, \(comparison.lostHops) judged "
      + "no more; seizure alarms \(comparison.alarms.old) -> \(comparison.alarms.new), \(comparison.lostAlarms) lost"
      + (comparison.isWorse ? ": worse" : "")
  }

  /// A JSON line for each change, last one for all of it.
  var jsonLines: [String] {
    let changes = comparison.changes.map { change in
      var object = object("change")
      object.set("what", change.what.rawValue)
      object.set("from_s", change.seconds.lowerBound)
      object.set("to_s", change.seconds.upperBound)
      object.set("old", change.old)
      object.set("new", change.new)
      return object.line
    }
    var all = object("comparison")
    all.set("hops", comparison.hops)
    all.set("changed_hops", comparison.changedHops)
    all.set("lost_hops", comparison.lostHops)
    all.set("old_alarms", comparison.alarms.old)
    all.set("new_alarms", comparison.alarms.new)
    all.set("lost_alarms", comparison.lostAlarms)
    all.set("worse", comparison.isWorse)
    return changes + [all.line]
  }

  private func object(_ type: String) -> JSONObject {
    var object = JSONObject(type: type)
    object.set("file", file)
    object.set("part", part)
    return object
  }
}
