import Foundation
import Text

extension LoggedSession {
  /// The session and its alarms, for people.
  var lines: [String] {
    let rate = String(format: "%g Hz", settings.inputRate.hertz)
    let began = start.map { "began \($0.text) UTC" } ?? "began at an unknown time"
    var lines = [
      "session \(number)  \(began), \(Self.number(durationSeconds)) s, \(settings.channelCount) channels at \(rate), "
        + "model \(settings.model.label)",
      "           \(decisions) decisions, \(minutes) minutes of features, \(clips) clips, \(faults) faults, "
        + "\(acknowledgements) acknowledgements",
    ]
    if let unstored, unstored > 0 { lines.append("           \(unstored) records could not be stored") }
    if settings.learnedHops > 0 {
      lines.append(
        "           this person's level: the threshold is \(settings.thresholdInForce) in place of "
          + "\(settings.thresholdPerChannel), learned from \(learnedText)")
    }
    for note in inputNotes {
      lines.append("           \(note.isCaution ? "caution" : "note"): \(note.sentence.shown)")
    }
    for event in events {
      let end = event.endSeconds.map { "to \(Self.number($0)) s" } ?? "still up"
      lines.append("           alarm at \(Self.number(event.onsetSeconds)) s \(end), \(event.text)")
    }
    for fault in faultList { lines.append("           fault at \(Self.number(fault.seconds)) s, \(fault.text)") }
    if faults > faultList.count { lines.append("           and \(faults - UInt64(faultList.count)) more faults") }
    return lines
  }

  /// The session as JSON, without its records.
  var json: JSONObject {
    var object = JSONObject()
    object.set("session", number)
    object.set("pseudonym", settings.pseudonymText)
    object.set("began", start?.start.description)
    object.set("duration_s", durationSeconds)
    object.set("model", settings.model.label)
    object.set("rate_hz", settings.inputRate.hertz)
    object.set("channels", settings.channelNames)
    object.set("decisions", decisions)
    object.set("minutes", minutes)
    object.set("clips", clips)
    object.set("faults", faults)
    object.set("acknowledgements", acknowledgements)
    object.set("unstored", unstored)
    object.set("alarms", events.map(\.json))
    object.set("cautions", cautions)
    object.set("notes", inputNotes.filter { !$0.isCaution }.map(\.sentence))
    return object
  }

  /// How long the level was learned, in hours.
  private var learnedText: String {
    let seconds = Double(settings.learnedHops) * Double(settings.hopSamples) / settings.modelRate.hertz
    return String(format: "%.1f h", seconds / 3600)
  }

  private static func number(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
}

extension LoggedEvent {
  /// The event as JSON.
  var json: JSONObject {
    var object = JSONObject()
    object.set("kind", kind.word)
    object.set("event", number)
    object.set("raised_s", onsetSeconds)
    object.set("cleared_s", endSeconds)
    object.set("reason", reason == .none ? nil : reason.word)
    object.set(
      "channels",
      channels.map { channel in
        var part = JSONObject()
        part.set("name", channel.name)
        part.set("share", Double(channel.sharePermille) / 1000)
        return part
      })
    if !escalations.isEmpty {
      object.set(
        "escalations",
        escalations.map { escalation in
          var part = JSONObject()
          part.set("at_s", escalation.seconds)
          part.set("reason", escalation.reason.word)
          return part
        })
    }
    if isRiseLost { object.set("rise_lost", true) }
    if let occlusion { object.set("occlusion", occlusion.json) }
    if !polygraph.isEmpty { object.set("beside", polygraph.map(\.text)) }
    return object
  }
}
