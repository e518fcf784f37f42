/// An alarm that rises, falls or becomes more urgent, with the channels that made it rise.
public struct AlarmEvent: Sendable {
  /// What an alarm is about.
  public enum Kind: UInt8, Sendable {
    /// A seizure was detected.
    case seizure = 1
    /// The device cannot do its work.
    case technical = 2
    /// A seizure is forecast.
    case forecast = 3
  }

  /// Whether the alarm rises, falls or becomes more urgent.
  public enum Phase: UInt8, Sendable {
    /// The alarm rises.
    case raised = 1
    /// The alarm falls.
    case cleared = 2
    /// The alarm stands and becomes more urgent: `reason` says why.
    case escalated = 3
  }

  /// What the alarm is about.
  public var kind: Kind
  /// Whether it rises, falls or becomes more urgent.
  public var phase: Phase
  /// Number of the event since the session's start, from 1; the same when it rises and when it falls.
  public var eventNumber: UInt32
  /// Why, for a technical alarm and for one that becomes more urgent.
  public var reason: ReasonCode
  /// Hop that raised or cleared it.
  public var hopIndex: UInt64
  /// Sample index of the last input sample used.
  public var sampleIndex: UInt64
  /// How many channels are ranked.
  public var rankedCount: UInt8
  /// Channel indices, the largest share first; ties go to the lower index.
  public var ranked: PerChannel<UInt8>
  /// By channel: its evidence minus the threshold per channel, summed over the hops above the threshold in the firing
  /// window.
  public var excess: PerChannel<Int64>
  /// By channel: its part of all positive excess, in thousandths, rounded down.
  public var sharePermille: PerChannel<UInt16>

  /// Creates an alarm without channels.
  public init(
    kind: Kind, phase: Phase, eventNumber: UInt32, reason: ReasonCode = .none, hopIndex: UInt64, sampleIndex: UInt64
  ) {
    self.kind = kind
    self.phase = phase
    self.eventNumber = eventNumber
    self.reason = reason
    self.hopIndex = hopIndex
    self.sampleIndex = sampleIndex
    rankedCount = 0
    ranked = InlineArray(repeating: 0)
    excess = InlineArray(repeating: 0)
    sharePermille = InlineArray(repeating: 0)
  }
}
