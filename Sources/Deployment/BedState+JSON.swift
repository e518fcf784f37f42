import Foundation
import Station
import Text

extension BedState {
  /// One line of JSON of type `bed`.
  ///
  /// - Parameter name: What people call the bed.
  /// - Returns: The object.
  public func json(name: String) -> JSONObject {
    var object = JSONObject(type: "bed")
    object.set("bed", name)
    object.set("condition", condition.rawValue)
    object.set("reason", reason)
    object.set("contact", contact.map { Int($0.timeIntervalSince1970) })
    object.set("monitoring_since", sessionStart.map { $0.text })
    object.set("decision_age_s", decisionAge)
    object.set("judged_hops", judgedHops)
    object.set("hops", hops)
    object.set("score", decision?.score)
    object.set("threshold", decision?.threshold)
    object.set("seizure_open", isSeizureOpen)
    object.set("acknowledged", condition == .noContact ? nil : isAcknowledged && isAlarmLatched != true)
    object.set("alarm_latched", condition == .noContact ? nil : isAlarmLatched)
    object.set("faults", faultWords)
    object.set("last_event", lastEventWords(by: ClockText(.gmt)))
    object.set("last_update", lastUpdate)
    object.set("version", version)
    object.set("bundle", boot.map { $0.bundle.hexadecimal })
    object.set("clock_offset_s", clockOffset)
    object.set("frames_lost", health?.lost)
    object.set("log_bytes", health?.storageBytes)
    if !polygraph.isEmpty { object.set("polygraph", polygraphWords) }
    object.set(
      "channels",
      channels.map { channel in
        var part = JSONObject()
        part.set("name", channel.name)
        part.set("usable", channel.isUsable)
        part.set("defects", channel.defects)
        return part
      })
    return object
  }
}
