/// Both alarms as they are when the lines are set.
public struct AlarmState: Equatable, Sendable {
  /// Whether a seizure event is open.
  public var isSeizureOpen: Bool
  /// How urgent the open event is.
  public var urgency: SeizureUrgency
  /// Whether the technical alarm stands.
  public var isTechnical: Bool
  /// Whether it is of low priority: a part of the montage is lost, and the rest is judged.
  public var isTechnicalLow: Bool
  /// Seconds that a technical alarm stands before it reaches the nurse call: the site's choice.
  public var nurseCallSeconds: UInt16

  /// Creates a state; nothing stands unless said otherwise.
  public init(
    isSeizureOpen: Bool = false, urgency: SeizureUrgency = SeizureUrgency(), isTechnical: Bool = false,
    isTechnicalLow: Bool = false, nurseCallSeconds: UInt16 = 0
  ) {
    self.isSeizureOpen = isSeizureOpen
    self.urgency = urgency
    self.isTechnical = isTechnical
    self.isTechnicalLow = isTechnicalLow
    self.nurseCallSeconds = nurseCallSeconds
  }
}
