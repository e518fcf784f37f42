import Station
import Text

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
  /// What was judged: the channels' names.
  var channels: [String]
  /// The rate of the frames, in hertz, and by how much the chain's differs from it, in parts per million.
  var rate: (hertz: Double, partsPerMillion: Double)
  /// Signals that are no inputs, annotations aside.
  var leftOut: [(signal: Int, label: String, reason: String)]
  /// What was decided on opening the recording, and what makes the result doubtful, in sentences.
  var notes: [String]
  var cautions: [String]

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
    object.set("rate_hz", rate.hertz)
    object.set("rate_ppm", rate.partsPerMillion)
    object.set("channels", channels)
    object.set("left_out", leftOut.map(Self.json))
    object.set("notes", notes)
    object.set("cautions", cautions)
    return object
  }

  private static func json(_ signal: (signal: Int, label: String, reason: String)) -> JSONObject {
    var object = JSONObject()
    object.set("signal", signal.signal)
    object.set("label", signal.label)
    object.set("reason", signal.reason)
    return object
  }
}
