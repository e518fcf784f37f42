import Alarms
import Vocabulary

/// What a runtime is told beside the signal chain's design and the model: the site's choices.
public struct RuntimeSettings: Sendable {
  /// How windows become alarms.
  public var policy: AlarmPolicy
  /// The model's threshold for one channel's evidence, at the site's operating point.
  public var thresholdPerChannel: Int32
  /// The person's level as it is at the start; it moves the threshold.
  public var level: PersonalLevel
  /// The model's accumulated excess that opens an event, at the site's operating point; 0 or more.
  public var raiseExcess: Int32
  /// Hops of EEG kept from before an event opens.
  public var clipHopsBefore: UInt16
  /// Hops of EEG kept from after an event closes.
  public var clipHopsAfter: UInt16

  /// Creates settings.
  public init(
    policy: AlarmPolicy, thresholdPerChannel: Int32, raiseExcess: Int32 = 0, clipHopsBefore: UInt16,
    clipHopsAfter: UInt16, level: PersonalLevel = .none
  ) {
    self.policy = policy
    self.thresholdPerChannel = thresholdPerChannel
    self.raiseExcess = raiseExcess
    self.level = level
    self.clipHopsBefore = clipHopsBefore
    self.clipHopsAfter = clipHopsAfter
  }
}
