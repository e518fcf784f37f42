import Vocabulary

/// How windows become alarms; chosen by the site, carried by the bundle. All durations count hops.
public struct AlarmPolicy: Equatable, Sendable {
  /// Hops the firing power looks back over, 1 to 32.
  public var firingHops: UInt8
  /// Hops above the threshold, among the last `firingHops`, without which no seizure event opens; the model's
  /// accumulated excess at the site's operating point must be reached too.
  public var raiseCount: UInt8
  /// An open event is quiet while at most this many of the last `firingHops` are above the threshold; below
  /// `raiseCount`.
  public var clearCount: UInt8
  /// An event closes after this many quiet hops in a row: what comes earlier belongs to the same seizure.
  public var holdHops: UInt16
  /// Fewest usable channels with which a hop is judged, in thousandths of the montage's channels; at least one channel.
  public var quorumPermille: UInt16
  /// Hops in a row that could not be judged before the technical alarm rises.
  public var technicalRaiseHops: UInt16
  /// Hops in a row that could be judged before it falls: recovery needs sustained good data.
  public var technicalClearHops: UInt16
  /// Seconds that a technical alarm stands without being acknowledged before it reaches the nurse call.
  public var nurseCallTechnicalSeconds: UInt16

  /// Where the site does not say.
  public static let defaultNurseCallTechnicalSeconds: UInt16 = 30

  /// Creates a policy.
  public init(
    firingHops: UInt8, raiseCount: UInt8, clearCount: UInt8, holdHops: UInt16,
    quorumPermille: UInt16, technicalRaiseHops: UInt16, technicalClearHops: UInt16,
    nurseCallTechnicalSeconds: UInt16 = defaultNurseCallTechnicalSeconds
  ) {
    self.firingHops = firingHops
    self.raiseCount = raiseCount
    self.clearCount = clearCount
    self.holdHops = holdHops
    self.quorumPermille = quorumPermille
    self.technicalRaiseHops = technicalRaiseHops
    self.technicalClearHops = technicalClearHops
    self.nurseCallTechnicalSeconds = nurseCallTechnicalSeconds
  }

  /// Fewest usable channels of `channelCount` with which a hop is judged.
  public func quorum(of channelCount: Int) -> Int {
    max(1, (channelCount * Int(quorumPermille) + 999) / 1000)
  }
}
