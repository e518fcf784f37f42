import EventLog
import Vocabulary

/// An alarm from its rise to its fall.
public struct LoggedEvent: Equatable, Sendable {
  /// What it is about.
  public var kind: AlarmEvent.Kind
  /// Its number in the session.
  public var number: UInt32
  /// Why, for a technical alarm.
  public var reason: ReasonCode
  /// Seconds from the session's start to its rise.
  public var onsetSeconds: Double
  /// Seconds from the session's start to its fall, or nil if it was still up.
  public var endSeconds: Double?
  /// The channels that made it rise, the largest share first, without those that had none.
  public var channels: [Channel]
  /// What hiding each channel took off the evidence, where the model takes all channels at once and it is known.
  public var occlusion: Occlusion?
  /// Whether no record of its rise can be read: it rose at `onsetSeconds` or before, and what made it rise is unknown.
  public var isRiseLost = false
  /// What the inputs that are no EEG did beside it: explained, but no part of it.
  public var polygraph: [PolygraphChange] = []

  /// When and why it became more urgent, in order.
  public var escalations: [Escalation] = []

  /// An alarm became more urgent.
  public struct Escalation: Equatable, Sendable {
    /// Seconds from the session's start.
    public let seconds: Double
    /// Why.
    public let reason: ReasonCode

    init(_ alarm: AlarmEvent, in session: SessionBody) {
      seconds = session.seconds(through: alarm.sampleIndex)
      reason = alarm.reason
    }
  }

  /// A channel's part in an event.
  public struct Channel: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its share in thousandths.
    public var sharePermille: UInt16
  }

  init(_ alarm: AlarmEvent, in session: SessionBody) {
    kind = alarm.kind
    number = alarm.eventNumber
    reason = alarm.reason
    onsetSeconds = session.seconds(through: alarm.sampleIndex)
    endSeconds = nil
    channels = (0..<Int(alarm.rankedCount)).compactMap { rank in
      let channel = alarm.ranked[rank]
      let share = alarm.sharePermille[Int(channel)]
      return share > 0 ? Channel(name: session.channelName(channel), sharePermille: share) : nil
    }
  }

  /// An alarm of which no record of its rise can be read, but others.
  init(_ kind: AlarmEvent.Kind, number: UInt32, reason: ReasonCode = .none, riseLostBefore seconds: Double) {
    self.kind = kind
    self.number = number
    self.reason = reason
    onsetSeconds = seconds
    endSeconds = nil
    channels = []
    isRiseLost = true
  }

  /// The channels that made it rise, the first most, whichever way that is known.
  public var channelNames: [String] {
    occlusion?.channels.filter { $0.drop > 0 }.map(\.name) ?? channels.map(\.name)
  }

  /// Such as `seizure 1: T7-P7 75.0 %, F7-T7 25.0 %`.
  public var text: String {
    let shares = channels.map { "\($0.name) \($0.sharePermille / 10).\($0.sharePermille % 10) %" }
    let causes =
      (isRiseLost ? ["the record of its rise is lost"] : []) + (reason == .none ? [] : [reason.word]) + shares
      + (occlusion.map { [$0.text] } ?? [])
      + escalations.map { "more urgent since \(Int($0.seconds.rounded())) s (\($0.reason.word))" }
      + polygraph.map(\.text)
    return "\(kind.word) \(number)" + (causes.isEmpty ? "" : ": " + causes.joined(separator: ", "))
  }
}

extension LoggedEvent {
  /// Whether a record is one that tells of an alarm of which no record of its rise can be read.
  func isTold(by record: LogRecord, in session: SessionBody) -> Bool {
    switch record.content {
    case .success(.decision(let decision)):
      decision.verdict.state == .seizure && session.seconds(through: decision.sampleIndex) >= onsetSeconds
    case .success(.clip(let clip)): clip.eventNumber == number
    case .success(.alarm(let alarm)): alarm.kind == kind && alarm.eventNumber == number
    default: false
    }
  }

  /// The rise of an alarm whose own record of it cannot be read: when it is first known to stand, without channels.
  func rise(in session: SessionBody) -> AlarmEvent {
    func count(_ value: Double) -> UInt64 { value.isFinite ? UInt64(min(max(value.rounded(), 0), 1e15)) : 0 }
    let seconds = onsetSeconds + session.startSeconds
    let hopSeconds = Double(session.hopSamples) / session.modelRate.hertz
    return AlarmEvent(
      kind: kind, phase: .raised, eventNumber: number, hopIndex: count(seconds / hopSeconds - 1),
      sampleIndex: count(seconds * session.inputRate.hertz - 1))
  }
}

extension [LoggedEvent] {
  /// Adds an alarm that rises, or ends the one that falls; what becomes more urgent goes on.
  ///
  /// - Parameters:
  ///   - alarm: The rise or fall.
  ///   - session: The session it is of.
  public mutating func take(_ alarm: AlarmEvent, in session: SessionBody) {
    switch alarm.phase {
    case .raised: append(LoggedEvent(alarm, in: session))
    case .escalated:
      let open = lastIndex { $0.kind == alarm.kind && $0.number == alarm.eventNumber }
      if let open { self[open].escalations.append(LoggedEvent.Escalation(alarm, in: session)) }
    case .cleared:
      let open = lastIndex { $0.kind == alarm.kind && $0.number == alarm.eventNumber && $0.endSeconds == nil }
      if let open { self[open].endSeconds = session.seconds(through: alarm.sampleIndex) }
    }
  }

  /// Adds to an alarm what the inputs that are no EEG did beside it.
  ///
  /// - Parameter body: The record.
  public mutating func take(_ body: PolygraphBody) {
    guard body.cause == .event,
      let index = lastIndex(where: { $0.kind == .seizure && UInt64($0.number) == body.number })
    else { return }
    self[index].polygraph = body.changes
  }

  /// Adds to the alarm that rose with a hop what its evidence is without each channel.
  ///
  /// - Parameters:
  ///   - body: The record.
  ///   - session: The session it is of.
  public mutating func take(_ body: EvidenceBody, in session: SessionBody) {
    let onset = session.seconds(through: body.sampleIndex)
    guard let index = lastIndex(where: { $0.kind == .seizure && $0.onsetSeconds == onset }) else { return }
    self[index].occlusion = Occlusion(body, in: session)
  }
}
