import Crypto
import EventLog
import Foundation
import Text
import Vocabulary

/// A session's seizure alarms as FHIR R4: a collection of one Device, one DeviceMetric and an Observation for each
/// alarm. The person is named by the session's random pseudonym alone.
///
/// Source of the resources' shapes: HL7 FHIR R4 (4.0.1).
public struct FHIRBundle {
  private let session: LoggedSession
  private let monitored: MonitoredSession?
  private let boot: BootBody?
  private let marks: [Mark]

  /// Creates a bundle.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - history: What the log says of the watching itself: clocks, versions.
  ///   - marks: What people who looked say of its alarms.
  public init(_ session: LoggedSession, _ history: MonitoringHistory, _ marks: [Mark] = []) {
    self.session = session
    self.marks = marks
    monitored = history.session(session.number)
    boot = history.boots[session.number]
  }

  /// One JSON object.
  public var json: JSONObject {
    var bundle = JSONObject()
    bundle.set("resourceType", "Bundle")
    bundle.set("type", "collection")
    bundle.set("entry", [entry("device", device), entry("metric", metric)] + session.seizures.map(observation))
    return bundle
  }

  /// The same pseudonym, session and part give the same name.
  private func uuid(_ part: String) -> String {
    var hasher = SHA256Hasher()
    let text = Array("\(session.settings.pseudonymText)/\(session.number)/\(part)".utf8)
    hasher.update(text.span)
    let digest = hasher.finish()
    var bytes = (0..<16).map { digest.bytes[$0] }
    // Version 8 (of the writer's own making) and the variant of RFC 9562.
    bytes[6] = 0x80 | bytes[6] & 0x0F
    bytes[8] = 0x80 | bytes[8] & 0x3F
    let digits = bytes.map { String(format: "%02x", $0) }.joined()
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { from, to in String(digits.dropFirst(from).prefix(to - from)) }
      .joined(separator: "-")
  }

  private func entry(_ part: String, _ resource: JSONObject) -> JSONObject {
    var entry = JSONObject()
    entry.set("fullUrl", "urn:uuid:\(uuid(part))")
    entry.set("resource", resource)
    return entry
  }

  private func reference(_ part: String) -> JSONObject {
    var reference = JSONObject()
    reference.set("reference", "urn:uuid:\(uuid(part))")
    return reference
  }

  private func text(_ words: String) -> JSONObject {
    var concept = JSONObject()
    concept.set("text", words)
    return concept
  }

  private var device: JSONObject {
    var name = JSONObject()
    name.set("name", "prodromed")
    name.set("type", "model-name")
    var device = JSONObject()
    device.set("resourceType", "Device")
    device.set("deviceName", [name])
    if let boot {
      var version = JSONObject()
      version.set("value", "\(boot.versionMajor).\(boot.versionMinor).\(boot.versionPatch)")
      device.set("version", [version])
    }
    device.set("note", [text("Research software, not a certified medical device.")])
    return device
  }

  private var metric: JSONObject {
    var metric = JSONObject()
    metric.set("resourceType", "DeviceMetric")
    metric.set(
      "type",
      text(
        "EEG seizure detector \(session.settings.model.label), \(session.settings.operatingPoint.label)"))
    metric.set("source", reference("device"))
    metric.set("category", "calculation")
    return metric
  }

  private func observation(_ event: LoggedEvent) -> JSONObject {
    var identifier = JSONObject()
    identifier.set("system", "urn:prodrome:pseudonym")
    identifier.set("value", session.settings.pseudonymText)
    var subject = JSONObject()
    subject.set("identifier", identifier)
    var observation = JSONObject()
    observation.set("resourceType", "Observation")
    let mark = marks.latest(of: event.number, in: session)
    let isJudged = mark.map { $0.verdict != .unsure } ?? false
    observation.set("status", isJudged ? "final" : "preliminary")
    observation.set("code", text("Seizure alarm from EEG, \(mark == nil ? "not reviewed" : "reviewed")"))
    observation.set("subject", subject)
    if let period = period(event) { observation.set("effectivePeriod", period) }
    // Unless a reviewer says that it was no seizure, the alarm's word stands.
    observation.set("valueBoolean", mark?.verdict != .false)
    let notes =
      (mark.map { [annotation($0)] } ?? [])
      + (event.isRiseLost ? [text("The record of its rise cannot be read: it rose then or before.")] : [])
    if !notes.isEmpty { observation.set("note", notes) }
    observation.set("device", reference("metric"))
    observation.set("component", event.occlusion?.channels.map(component) ?? event.channels.map(component))
    return entry("alarm/\(event.number)", observation)
  }

  /// What a reviewer said, with name and time.
  private func annotation(_ mark: Mark) -> JSONObject {
    var annotation = JSONObject()
    annotation.set("authorString", mark.author)
    annotation.set("time", mark.time)
    annotation.set("text", mark.text)
    return annotation
  }

  /// When it rose and fell; nil where the board's clock was not set.
  private func period(_ event: LoggedEvent) -> JSONObject? {
    guard let clock = monitored?.clock(of: .seizure, event: event.number),
      let start = clock.time(at: event.onsetSeconds)
    else { return nil }
    var period = JSONObject()
    period.set("start", "\(start.start)Z")
    if let end = event.endSeconds.flatMap({ clock.time(at: $0) }) { period.set("end", "\(end.start)Z") }
    return period
  }

  private func component(_ channel: Occlusion.Channel) -> JSONObject {
    var component = JSONObject()
    component.set("code", text("fall of the evidence without channel \(channel.name) (occlusion; does not add up)"))
    component.set("valueInteger", channel.drop)
    return component
  }

  private func component(_ channel: LoggedEvent.Channel) -> JSONObject {
    var quantity = JSONObject()
    quantity.set("value", Double(channel.sharePermille) / 10)
    quantity.set("unit", "%")
    quantity.set("system", "http://unitsofmeasure.org")
    quantity.set("code", "%")
    var component = JSONObject()
    component.set("code", text("share of the evidence, channel \(channel.name)"))
    component.set("valueQuantity", quantity)
    return component
  }
}
