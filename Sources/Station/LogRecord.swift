import EventLog
import Vocabulary

/// One record as it was read.
public struct LogRecord: Sendable {
  /// What stands around the body.
  public var envelope: RecordEnvelope { held.envelope }
  /// The canonical body.
  public var body: [UInt8] { held.body }
  /// What the body holds, or what is wrong with it: read once, whoever asks.
  public var content: Result<RecordContent, BodyFault> { held.content }
  /// The segment it lies in.
  public var segment: UInt32 { held.segment }
  /// Where it begins in the segment.
  public var offset: Int { held.offset }
  /// Where it ends there: a clip that was opened is shorter than it lies.
  var end: Int { held.end }

  /// Held once, however often the record is handed on: from thread to thread, and to everybody who takes records.
  private let held: Held

  private final class Held: Sendable {
    let envelope: RecordEnvelope
    let body: [UInt8]
    let content: Result<RecordContent, BodyFault>
    let segment: UInt32
    let offset: Int
    let end: Int

    init(_ envelope: RecordEnvelope, _ body: [UInt8], segment: UInt32, offset: Int, end: Int) {
      self.envelope = envelope
      self.body = body
      self.segment = segment
      self.offset = offset
      self.end = end
      do throws(BodyFault) {
        guard let kind = envelope.kind else { throw .newerKind(number: envelope.kindNumber) }
        content = .success(try RecordContent(kind, body.span))
      } catch {
        content = .failure(error)
      }
    }
  }

  /// Creates a record.
  public init(envelope: RecordEnvelope, body: [UInt8], segment: UInt32, offset: Int) {
    self.init(envelope: envelope, body: body, segment: segment, offset: offset, end: offset + envelope.recordBytes)
  }

  /// The record as it is, or, of a sealed clip, opened.
  ///
  /// - Parameter key: What it is opened with; a clip that was sealed to another key, or changed, stays sealed.
  /// - Returns: The record.
  public func opened(with key: ClipKey?) -> LogRecord {
    guard let key, kind == .clip, let body = key.opened(body) else { return self }
    return with(body: body)
  }

  /// The record with another body in the same place, such as that of a clip that was opened.
  private func with(body: [UInt8]) -> LogRecord {
    var envelope = envelope
    envelope.bodyBytes = body.count
    return LogRecord(envelope: envelope, body: body, segment: segment, offset: offset, end: end)
  }

  private init(envelope: RecordEnvelope, body: [UInt8], segment: UInt32, offset: Int, end: Int) {
    held = Held(envelope, body, segment: segment, offset: offset, end: end)
  }

  /// Takes a record that was just read.
  ///
  /// - Parameters:
  ///   - envelope: What stands around its body.
  ///   - buffer: Holds the whole record.
  ///   - segment: The segment it lies in.
  ///   - offset: Where it begins there.
  init(_ envelope: RecordEnvelope, in buffer: borrowing RecordBuffer, segment: UInt32, offset: Int) {
    let first = RecordEnvelope.headingBytes
    let bytes = buffer.storage.span.extracting(first..<first + envelope.bodyBytes)
    let body = [UInt8](capacity: bytes.count) { for index in bytes.indices { $0.append(bytes[index]) } }
    self.init(envelope: envelope, body: body, segment: segment, offset: offset)
  }

  /// What the body holds; nil for a kind that this program does not know.
  public var kind: RecordKind? { envelope.kind }

  /// The body as what it holds.
  ///
  /// - Parameter type: The type for `kind`.
  /// - Returns: The value.
  /// - Throws: `BodyFault` if the body is not one.
  public func decoded<Body: RecordBody>(as type: Body.Type = Body.self) throws(BodyFault) -> Body {
    if let held = try content.get().held(as: type) { return held }
    return try Body(decoding: body.span)
  }

  /// The fault in the body, if it cannot be read as what its kind says.
  public var bodyFault: BodyFault? {
    if case .failure(let fault) = content { fault } else { nil }
  }

  /// Whether a newer version of this program wrote the body, so that it is kept but not read. The kinds that hold the
  /// log together are not among them: without them nothing vouches for the rest.
  public var isOfNewerVersion: Bool {
    switch bodyFault {
    case .newer: kind != .closing && kind != .seal
    case .newerKind: true
    default: false
    }
  }
}

extension LogRecord: Equatable {
  public static func == (first: LogRecord, second: LogRecord) -> Bool {
    first.envelope == second.envelope && first.body == second.body && first.segment == second.segment
      && first.offset == second.offset
  }
}
