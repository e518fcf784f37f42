import EventLog
import Vocabulary

/// A fault that began, as a session's summary lists it.
public struct LoggedFault: Equatable, Sendable {
  /// What was wrong.
  public var reason: ReasonCode
  /// Why, as a sentence; empty where the reason says all.
  public var sentence: String
  /// Seconds from the session's start.
  public var seconds: Double

  init(_ fault: FaultEvent, in session: SessionBody) {
    reason = fault.reason
    sentence = "\(fault.detail)"
    seconds = session.seconds(through: fault.sampleIndex)
  }

  /// Such as `frontEnd: chip 1: CONFIG3 (0x03) holds 0x60, written was 0xec`.
  public var text: String { sentence.isEmpty ? reason.word : "\(reason.word): \(sentence)" }
}
