import Foundation
import Text
import Vocabulary

/// What a person who looked says of a seizure alarm.
public struct Mark: Equatable, Sendable {
  /// The judgement.
  public enum Verdict: String, CaseIterable, Codable, Sendable {
    /// It was a seizure.
    case seizure
    /// It was none.
    case `false`
    /// The person cannot tell.
    case unsure
  }

  /// The pseudonym of the session's person, in hexadecimal: binds the mark to its log.
  public var pseudonym: String
  /// The session's number in the log.
  public var session: Int
  /// The alarm's number in the session.
  public var event: UInt32
  public var verdict: Verdict
  /// The seizure's onset, in seconds from the session's start, where the person saw it.
  public var onsetSeconds: Double?
  /// Its end likewise.
  public var endSeconds: Double?
  public var note: String?
  /// Who says so.
  public var author: String
  /// When, such as `2026-03-01T07:04:09Z`.
  public var time: String
  /// The public key whose signature over the line fits, in hexadecimal; nil where nobody signed.
  public var signer: String?

  /// Creates a mark.
  public init(
    pseudonym: String, session: Int, event: UInt32, verdict: Verdict, onsetSeconds: Double?, endSeconds: Double?,
    note: String?, author: String, time: String
  ) {
    self.pseudonym = pseudonym
    self.session = session
    self.event = event
    self.verdict = verdict
    self.onsetSeconds = onsetSeconds
    self.endSeconds = endSeconds
    self.note = note
    self.author = author
    self.time = time
  }

  /// The mark as a line of JSON, without its signature.
  public var json: JSONObject {
    var object = JSONObject(type: "mark")
    object.set("pseudonym", pseudonym)
    object.set("session", session)
    object.set("event", event)
    object.set("verdict", verdict.rawValue)
    object.set("onset_s", onsetSeconds)
    object.set("end_s", endSeconds)
    object.set("note", note)
    object.set("by", author)
    object.set("at", time)
    return object
  }

  /// In words, such as `a seizure (Dr. A, 2026-03-01T07:04:09Z)`.
  public var text: String {
    let judgement =
      switch verdict {
      case .seizure: "a seizure"
      case .false: "no seizure"
      case .unsure: "cannot be told"
      }
    let signed = signer.map { "signed by key \($0.prefix(8))" } ?? "NOT signed"
    return "\(judgement) (\(author), \(time), \(signed))".shown + (note.map { ": \($0.shown)" } ?? "")
  }
}

extension [Mark] {
  /// What counts of a session's alarm: the last signed mark that is bound to its person, or where none is signed the
  /// last one.
  public func latest(of event: UInt32, in session: LoggedSession) -> Mark? {
    let marks = filter { mark in
      mark.session == session.number && mark.event == event && mark.pseudonym == session.settings.pseudonymText
    }
    return marks.last { $0.signer != nil } ?? marks.last
  }
}

extension Mark: Decodable {
  private enum CodingKeys: String, CodingKey {
    case type, pseudonym, session, event, verdict, note
    case onsetSeconds = "onset_s"
    case endSeconds = "end_s"
    case author = "by"
    case time = "at"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pseudonym: try values.decode(String.self, forKey: .pseudonym),
      session: try values.decode(Int.self, forKey: .session), event: try values.decode(UInt32.self, forKey: .event),
      verdict: try values.decode(Verdict.self, forKey: .verdict),
      onsetSeconds: try values.decodeIfPresent(Double.self, forKey: .onsetSeconds),
      endSeconds: try values.decodeIfPresent(Double.self, forKey: .endSeconds),
      note: try values.decodeIfPresent(String.self, forKey: .note),
      author: try values.decode(String.self, forKey: .author), time: try values.decode(String.self, forKey: .time))
  }
}
