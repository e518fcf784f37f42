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
  /// What the inputs that are no EEG did beside it: explained, but no part of it.
  public var polygraph: [PolygraphChange] = []

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

  /// The channels that made it rise, the first most, whichever way that is known.
  public var channelNames: [String] {
    occlusion?.channels.filter { $0.drop > 0 }.map(\.name) ?? channels.map(\.name)
  }

  /// Such as `seizure 1: T7-P7 75.0 %, F7-T7 25.0 %`.
  public var text: String {
    let shares = channels.map { "\($0.name) \($0.sharePermille / 10).\($0.sharePermille % 10) %" }
    let causes =
      (reason == .none ? [] : [reason.word]) + shares + (occlusion.map { [$0.text] } ?? [])
      + polygraph.map(\.text)
    return "\(kind.word) \(number)" + (causes.isEmpty ? "" : ": " + causes.joined(separator: ", "))
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
    case .escalated: break
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
