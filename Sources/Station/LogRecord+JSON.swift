import EventLog
import Vocabulary

extension LogRecord {
  /// The record as a line of `log export --format jsonl`; one whose body cannot be read has the type `unreadable`.
  ///
  /// - Parameter session: The session it belongs to, if there is one.
  /// - Returns: The object.
  public func json(in session: LoggedSession?) -> JSONObject {
    let settings = session?.settings
    var object = (try? bodyJSON(in: settings)) ?? JSONObject(type: "unreadable")
    object.set("session", session?.number)
    object.set("record", envelope.sequence)
    object.set("monotonic_ns", envelope.stamps.monotonicNanoseconds)
    object.set("wall", WallTime(envelope.stamps)?.start.description)
    object.set("wall_state", envelope.stamps.wallState.word)
    return object
  }

  private func bodyJSON(in session: SessionBody?) throws(BodyFault) -> JSONObject {
    switch kind {
    case .boot: try decoded(as: BootBody.self).json
    case .session: try decoded(as: SessionBody.self).json
    case .decision: try decoded(as: Decision.self).json(in: session)
    case .alarm: try decoded(as: AlarmEvent.self).json(in: session)
    case .evidence: try decoded(as: EvidenceBody.self).json(in: session)
    case .acknowledgement: try decoded(as: AcknowledgementBody.self).json(in: session)
    case .fault: try decoded(as: FaultEvent.self).json(in: session)
    case .health: try decoded(as: HealthBody.self).json
    case .clip: try ClipBody(decoding: body.span).json(body, in: session)
    case .features: try decoded(as: FeaturesBody.self).json(in: session)
    case .person: try decoded(as: PersonBody.self).json(in: session)
    case .forecast: try decoded(as: ForecastBody.self).json(in: session)
    case .learned: try decoded(as: LearnedBody.self).json(in: session)
    case .polygraphy: try decoded(as: PolygraphBody.self).json(in: session)
    case .closing: try decoded(as: ClosingBody.self).json
    case .seal: try decoded(as: SealBody.self).json
    }
  }
}
