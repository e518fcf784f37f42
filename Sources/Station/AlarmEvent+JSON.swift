import EventLog
import Vocabulary

extension AlarmEvent {
  /// The line that `replay --json` and `log export --format jsonl` write for an alarm.
  ///
  /// - Parameter session: Gives times and names; without it they are `null` and numbers.
  /// - Returns: The object.
  public func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "alarm")
    object.set("t_s", session?.seconds(through: sampleIndex))
    object.set("kind", "\(kind)")
    object.set("phase", "\(phase)")
    object.set("event", eventNumber)
    object.set("reason", reason == .none ? nil : "\(reason)")
    object.set("hop", hopIndex)
    object.set("sample", sampleIndex)
    object.set(
      "channels",
      (0..<Int(rankedCount)).map { rank in
        let channel = ranked[rank]
        var part = JSONObject()
        part.set("name", session?.channelName(channel) ?? "#\(channel)")
        part.set("evidence", excess[Int(channel)])
        part.set("share", Double(sharePermille[Int(channel)]) / 1000)
        return part
      })
    return object
  }
}
