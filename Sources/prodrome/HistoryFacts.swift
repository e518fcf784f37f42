import Forecast
import Forecasting
import Foundation
import Station

/// What a history file holds, in words and as JSON.
struct HistoryFacts: Encodable {
  let file: String
  let person: String
  let events: Int
  let alarms: Int
  let diary: Int
  let unsure: Int
  let observedHours: Double?
  let first: String
  let last: String
  let signer: String?
  let log: LogStanding?

  private enum CodingKeys: String, CodingKey {
    case file, person, events, alarms, diary, unsure, first, last, signer, log
    case observedHours = "observed_hours"
  }

  init(_ image: HistoryImage, bytes: [UInt8], file: String, log: LogStanding? = nil) {
    let entries = (0..<image.count).compactMap { HistoryImage.entry($0, of: bytes.span) }
    let events = entries.filter { $0.kind != .observed }
    self.file = file
    self.log = log
    person = (0..<16).map { String(format: "%02x", image.pseudonym[$0]) }.joined()
    self.events = events.count
    alarms = events.count { $0.kind == .alarm }
    diary = events.count { $0.kind == .diary }
    unsure = events.count { $0.weight < 256 }
    let seconds = entries.reduce(0) { $0 + Int64($1.length) }
    observedHours = image.saysObserved ? Double(seconds) / 3_600 : nil
    first = Self.text(image.first)
    last = Self.text(image.end - 1)
    signer = image.signer?.hexadecimal
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(person, forKey: .person)
    try container.encode(events, forKey: .events)
    try container.encode(alarms, forKey: .alarms)
    try container.encode(diary, forKey: .diary)
    try container.encode(unsure, forKey: .unsure)
    try container.encode(observedHours, forKey: .observedHours)
    try container.encode(first, forKey: .first)
    try container.encode(last, forKey: .last)
    try container.encode(signer, forKey: .signer)
    try container.encode(log, forKey: .log)
  }

  /// For a terminal.
  var text: String {
    let observed =
      observedHours.map { String(format: "%.1f hours in which a seizure would have been seen", $0) }
      ?? "nobody says when a seizure would have been seen: all the time counts"
    return """
      person     \(person)
      seizures   \(events): \(alarms) alarms, \(diary) from diaries, \(unsure) of them unsure
      from       \(first) UTC
      to         \(last) UTC
      observed   \(observed)
      signed by  \(signer ?? "nobody")

      """
  }

  private static func text(_ second: Int64) -> String { WallTime(nanoseconds: second * 1_000_000_000).text }
}
