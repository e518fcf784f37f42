import EventLog
import Text
import Vocabulary

extension AlarmEvent {
  /// The line that `replay --json` and `log export --format jsonl` write for an alarm.
  ///
  /// - Parameter session: Gives times and names; without it they are `null` and numbers.
  /// - Returns: The object.
  public func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "alarm")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("kind", kind.word)
    object.set("phase", phase.word)
    object.set("event", eventNumber)
    object.set("reason", reason == .none ? nil : reason.word)
    object.set("hop", hopIndex)
    object.set("sample", sampleIndex)
    object.setChannels((0..<Int(rankedCount)).map { Int(ranked[$0]) }, in: session) { channel, part in
      part.set("evidence", excess[channel])
      part.set("share", Double(sharePermille[channel]) / 1000)
    }
    return object
  }
}
