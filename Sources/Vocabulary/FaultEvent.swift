/// A fault that begins or ends. Faults are data: they are recorded, and those that blind the device raise the technical alarm.
public struct FaultEvent: Sendable {
  /// What is wrong.
  public var reason: ReasonCode
  /// Whether it begins or ends.
  public var phase: AlarmEvent.Phase
  /// Sample index at which it was noticed.
  public var sampleIndex: UInt64
  /// Depends on the reason: frames lost, or the channels concerned as a bit mask.
  public var detail: UInt64

  /// Creates a fault event.
  public init(reason: ReasonCode, phase: AlarmEvent.Phase, sampleIndex: UInt64, detail: UInt64 = 0) {
    self.reason = reason
    self.phase = phase
    self.sampleIndex = sampleIndex
    self.detail = detail
  }
}
