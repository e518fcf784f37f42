import Vocabulary

/// A fault of the platform that begins or ends, as a watch found it.
public struct FaultChange: Equatable, Sendable {
  /// What is wrong.
  public var reason: ReasonCode
  /// Whether it begins or ends.
  public var phase: AlarmEvent.Phase
  /// Why, in detail.
  public var detail: FaultDetail

  /// Creates a change.
  public init(_ reason: ReasonCode, _ phase: AlarmEvent.Phase, _ detail: FaultDetail = .none) {
    self.reason = reason
    self.phase = phase
    self.detail = detail
  }
}
