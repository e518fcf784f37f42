/// A fault that begins or ends. Faults are data: they are recorded, and those that blind the device raise the technical
/// alarm.
public struct FaultEvent: Sendable {
  /// What is wrong.
  public var reason: ReasonCode
  /// Whether it begins or ends.
  public var phase: AlarmEvent.Phase
  /// Sample index at which it was noticed.
  public var sampleIndex: UInt64
  /// Why, in detail.
  public var detail: FaultDetail

  /// Creates a fault event.
  public init(reason: ReasonCode, phase: AlarmEvent.Phase, sampleIndex: UInt64, detail: FaultDetail = .none) {
    self.reason = reason
    self.phase = phase
    self.sampleIndex = sampleIndex
    self.detail = detail
  }
}
