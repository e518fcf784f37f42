import Alarms
import Vocabulary

/// What a runtime is told beside the signal chain's design and the model: the site's choices.
public struct RuntimeSettings: Sendable {
  /// How windows become alarms.
  public var policy: AlarmPolicy
  /// The model's threshold for one channel's evidence, at the site's operating point.
  public var thresholdPerChannel: Int32
  /// Hops of EEG kept from before an event opens.
  public var clipHopsBefore: UInt16
  /// Hops of EEG kept from after an event closes.
  public var clipHopsAfter: UInt16

  /// Creates settings.
  public init(policy: AlarmPolicy, thresholdPerChannel: Int32, clipHopsBefore: UInt16, clipHopsAfter: UInt16) {
    self.policy = policy
    self.thresholdPerChannel = thresholdPerChannel
    self.clipHopsBefore = clipHopsBefore
    self.clipHopsAfter = clipHopsAfter
  }
}
