import Station

/// The last line of a replay.
struct ReplaySummary {
  var file: String
  /// The bundle's digest, in hexadecimal.
  var bundle: String
  var durationSeconds: Double
  /// Seizure alarms raised.
  var alarms: Int
  /// Technical alarms raised.
  var technicalAlarms: Int
  var frames: UInt64
  var gaps: UInt64
  /// Seconds of recording for each second of work; nil if it took no measurable time.
  var realtimeFactor: Double?
  /// The decision digest, in hexadecimal.
  var digest: String

  /// The summary as a line of JSON.
  var json: JSONObject {
    var object = JSONObject(type: "summary")
    object.set("file", file)
    object.set("duration_s", durationSeconds)
    object.set("alarms", alarms)
    object.set("technical_alarms", technicalAlarms)
    object.set("frames", frames)
    object.set("gaps", gaps)
    object.set("realtime_factor", realtimeFactor)
    object.set("digest", digest)
    object.set("bundle", bundle)
    return object
  }
}
