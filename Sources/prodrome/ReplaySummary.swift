import Foundation

/// The last line of a replay.
struct ReplaySummary: Encodable {
  var type = "summary"
  var file: String
  var bundle: String
  var duration_s: Double
  /// Seizure alarms raised.
  var alarms: Int
  var technical_alarms: Int
  var frames: UInt64
  var gaps: UInt64
  /// Seconds of recording for each second of work; null if it took no measurable time.
  var realtime_factor: Double?
  /// The decision digest, in hexadecimal.
  var digest: String
  var notes: [String]
}
