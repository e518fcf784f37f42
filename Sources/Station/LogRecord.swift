import EventLog
import Vocabulary

/// One record as it was read.
public struct LogRecord: Equatable, Sendable {
  /// What stands around the body.
  public var envelope: RecordEnvelope
  /// The canonical body.
  public var body: [UInt8]
  /// The segment it lies in.
  public var segment: UInt32
  /// Where it begins in the segment.
  public var offset: Int

  /// Creates a record.
  public init(envelope: RecordEnvelope, body: [UInt8], segment: UInt32, offset: Int) {
    self.envelope = envelope
    self.body = body
    self.segment = segment
    self.offset = offset
  }

  /// What the body holds.
  public var kind: RecordKind { envelope.kind }

  /// The body as what it holds.
  ///
  /// - Parameter type: The type for `kind`.
  /// - Returns: The value.
  /// - Throws: `BodyFault` if the body is not one.
  public func decoded<Body: RecordBody>(as type: Body.Type = Body.self) throws(BodyFault) -> Body {
    try Body(decoding: body.span)
  }

  /// The fault in the body, if it cannot be read as what its kind says.
  public var bodyFault: BodyFault? {
    do throws(BodyFault) {
      switch kind {
      case .boot: _ = try BootBody(decoding: body.span)
      case .session: _ = try SessionBody(decoding: body.span)
      case .decision: _ = try Decision(decoding: body.span)
      case .alarm: _ = try AlarmEvent(decoding: body.span)
      case .evidence: _ = try EvidenceBody(decoding: body.span)
      case .acknowledgement: _ = try AcknowledgementBody(decoding: body.span)
      case .fault: _ = try FaultEvent(decoding: body.span)
      case .health: _ = try HealthBody(decoding: body.span)
      case .clip: _ = try ClipBody(decoding: body.span)
      case .features: _ = try FeaturesBody(decoding: body.span)
      case .person: _ = try PersonBody(decoding: body.span)
      case .forecast: _ = try ForecastBody(decoding: body.span)
      case .learned: _ = try LearnedBody(decoding: body.span)
      case .polygraphy: _ = try PolygraphBody(decoding: body.span)
      case .closing: _ = try ClosingBody(decoding: body.span)
      case .seal: _ = try SealBody(decoding: body.span)
      }
      return nil
    } catch {
      return error
    }
  }
}
