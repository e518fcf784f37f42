import EventLog
import Vocabulary

/// What a record's body holds, by its kind; of a clip the heading, its samples stay in the body.
public indirect enum RecordContent: Sendable {
  case boot(BootBody)
  case session(SessionBody)
  case decision(Decision)
  case alarm(AlarmEvent)
  case evidence(EvidenceBody)
  case acknowledgement(AcknowledgementBody)
  case fault(FaultEvent)
  case health(HealthBody)
  case clip(ClipBody)
  case features(FeaturesBody)
  case person(PersonBody)
  case forecast(ForecastBody)
  case learned(LearnedBody)
  case polygraphy(PolygraphBody)
  case closing(ClosingBody)
  case seal(SealBody)
  case inputNote(InputNoteBody)

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - kind: What its envelope says it is.
  ///   - body: Its bytes.
  /// - Throws: `BodyFault` if it is none.
  init(_ kind: RecordKind, _ body: Span<UInt8>) throws(BodyFault) {
    switch kind {
    case .boot: self = .boot(try BootBody(decoding: body))
    case .session: self = .session(try SessionBody(decoding: body))
    case .decision: self = .decision(try Decision(decoding: body))
    case .alarm: self = .alarm(try AlarmEvent(decoding: body))
    case .evidence: self = .evidence(try EvidenceBody(decoding: body))
    case .acknowledgement: self = .acknowledgement(try AcknowledgementBody(decoding: body))
    case .fault: self = .fault(try FaultEvent(decoding: body))
    case .health: self = .health(try HealthBody(decoding: body))
    case .clip: self = .clip(try ClipBody(decoding: body))
    case .features: self = .features(try FeaturesBody(decoding: body))
    case .person: self = .person(try PersonBody(decoding: body))
    case .forecast: self = .forecast(try ForecastBody(decoding: body))
    case .learned: self = .learned(try LearnedBody(decoding: body))
    case .polygraphy: self = .polygraphy(try PolygraphBody(decoding: body))
    case .closing: self = .closing(try ClosingBody(decoding: body))
    case .seal: self = .seal(try SealBody(decoding: body))
    case .inputNote: self = .inputNote(try InputNoteBody(decoding: body))
    }
  }

  /// What it holds, if that is of a type.
  func held<Body: RecordBody>(as type: Body.Type) -> Body? {
    switch self {
    case .boot(let body): body as? Body
    case .session(let body): body as? Body
    case .decision(let body): body as? Body
    case .alarm(let body): body as? Body
    case .evidence(let body): body as? Body
    case .acknowledgement(let body): body as? Body
    case .fault(let body): body as? Body
    case .health(let body): body as? Body
    case .clip(let body): body as? Body
    case .features(let body): body as? Body
    case .person(let body): body as? Body
    case .forecast(let body): body as? Body
    case .learned(let body): body as? Body
    case .polygraphy(let body): body as? Body
    case .closing(let body): body as? Body
    case .seal(let body): body as? Body
    case .inputNote(let body): body as? Body
    }
  }
}
