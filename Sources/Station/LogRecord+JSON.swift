import EventLog
import Text
import Vocabulary

extension LogRecord {
  /// The record as a line of `log export --format jsonl`; one whose body cannot be read has the type `unreadable`
  /// and says what it should be and why it is not.
  ///
  /// - Parameter session: The session it belongs to, if there is one.
  /// - Returns: The object.
  public func json(in session: LoggedSession?) -> JSONObject {
    let settings = session?.settings
    var object = (try? bodyJSON(in: settings)) ?? unreadableJSON
    object.set("session", session?.number)
    object.set("record", envelope.sequence)
    object.set("monotonic_ns", envelope.stamps.monotonicNanoseconds)
    object.set("wall", WallTime(envelope.stamps)?.start.description)
    object.set("wall_state", envelope.stamps.wallState.word)
    return object
  }

  /// A line of type `unreadable`; its sample, and with it its time in the session, is not known.
  private var unreadableJSON: JSONObject {
    var object = JSONObject(type: "unreadable")
    object.set("t_s", nil as Double?)
    object.set("kind", kind?.word)
    object.set("kind_number", envelope.kindNumber)
    object.set("version", body.first)
    object.set("newer_version", isOfNewerVersion)
    object.set("found", bodyFault?.text)
    return object
  }

  private func bodyJSON(in session: SessionBody?) throws(BodyFault) -> JSONObject {
    switch try content.get() {
    case .boot(let body): body.json
    case .session(let body): body.json
    case .decision(let body): body.json(in: session)
    case .alarm(let body): body.json(in: session)
    case .evidence(let body): body.json(in: session)
    case .acknowledgement(let body): body.json(in: session)
    case .fault(let body): body.json(in: session)
    case .health(let body): body.json
    case .clip(let clip): clip.json(body, in: session)
    case .features(let body): body.json(in: session)
    case .person(let body): body.json(in: session)
    case .forecast(let body): body.json(in: session)
    case .learned(let body): body.json(in: session)
    case .polygraphy(let body): body.json(in: session)
    case .closing(let body): body.json
    case .seal(let body): body.json
    case .inputNote(let body): body.json
    }
  }
}
