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
    object.set("storage", storage.map(json))
    object.set("forecast", forecast.map(json))
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

  private func json(_ room: StorageRoom) -> JSONObject {
    var object = JSONObject()
    object.set("segments", room.segments)
    object.set("segment_limit", room.segmentLimit)
    object.set("segment_bytes", room.segmentBytes)
    object.set("newest_room_bytes", room.newestRoomBytes)
    object.set("disk_free_bytes", room.freeBytes)
    object.set("read_only", room.isReadOnly)
    object.set("log_bytes_per_s", logBytesPerSecond)
    object.set("overwrites_in_s", room.bytesToOverwriting.flatMap(seconds))
    object.set("disk_full_in_s", room.bytesToFull.flatMap(seconds))
    object.set("trouble", storageTrouble?.rawValue)
    return object
  }

  /// How long the log takes to grow by so many bytes; nil where that is not known.
  func seconds(_ bytes: Int) -> Double? { logBytesPerSecond.map { (Double(bytes) / $0).rounded(.down) } }

  private func json(_ forecast: ToldForecast) -> JSONObject {
    var object = JSONObject()
    object.set("shown", forecast.withheld == nil)
    object.set("withheld", forecast.withheld?.word)
    object.set("level", forecast.level?.word)
    object.set("probability", forecast.probability)
    object.set("usual_probability", forecast.usualProbability)
    object.set("hour_start", forecast.hourStart?.text)
    object.set("horizon_s", ToldForecast.horizonSeconds)
    object.set("since", forecast.since?.text)
    object.set("since_exact", forecast.isSinceExact)
    object.set("old", isForecastOld)
    return object
  }
}
