import EventLog
import Vocabulary

/// A seizure alarm with everything that the log holds around it: EEG, decisions and times.
public struct SeizureEpisode: Sendable {
  /// A hop of EEG.
  public struct Clip: Equatable, Sendable {
    /// Number of its first sample since the board's first, at the model's rate.
    public let first: UInt64
    /// Samples of each channel.
    public let count: Int
    /// Channel by channel, in 2^-8 microvolt.
    public let samples: [Int32]

    /// A channel's samples.
    public func channel(_ channel: Int) -> ArraySlice<Int32> { samples[channel * count..<(channel + 1) * count] }
  }

  /// The session's number in the log, from 1.
  public let session: Int
  /// The session's settings.
  public let settings: SessionBody
  /// The rise of the alarm.
  public let alarm: AlarmEvent
  /// Whether no record of its rise can be read: `alarm` is then only the first moment at which it is known to stand.
  public internal(set) var isRiseLost = false
  /// The wall clock around it.
  public let clock: SessionClock
  /// Seconds from the session's start to the alarm's fall; nil if it was still up.
  public internal(set) var clearedSeconds: Double?
  /// Seconds from the session's start to its first acknowledgement; nil if the log has none.
  public internal(set) var acknowledgedSeconds: Double?
  /// When and why it became more urgent.
  public internal(set) var escalations: [LoggedEvent.Escalation] = []
  /// What hiding each channel took off the evidence it rose with, if the log holds that.
  public internal(set) var occlusion: Occlusion?
  /// What the inputs that are no EEG did beside it, if the log holds that.
  public internal(set) var polygraph: [PolygraphChange] = []
  /// The decisions around it, in order.
  public internal(set) var decisions: [Decision] = []
  /// The EEG around it, in order.
  public internal(set) var clips: [Clip] = []
  /// Clips that stayed sealed: the key that they are sealed to is not here.
  public internal(set) var sealedClips = 0

  /// Its number in the session.
  public var number: UInt32 { alarm.eventNumber }
  /// Seconds from the session's start to the alarm's rise.
  public var raisedSeconds: Double { settings.seconds(through: alarm.sampleIndex) }

  /// Seconds from the session's start to the end of the first window above the threshold, of those that the alarm
  /// looked back on; nil where no decision before the alarm is there.
  public var onsetSeconds: Double? {
    let first = alarm.hopIndex - min(alarm.hopIndex, UInt64(max(settings.firingHops, 1)) - 1)
    let decision = decisions.first { (first...alarm.hopIndex).contains($0.hopIndex) && $0.isAboveThreshold }
    return decision.map { settings.seconds(through: $0.sampleIndex) }
  }

  /// Seconds that a hop lasts.
  public var hopSeconds: Double { Double(settings.hopSamples) / settings.modelRate.hertz }

  /// When a hop begins, in seconds from the session's start.
  public func start(ofHop hop: UInt64) -> Double { Double(hop) * hopSeconds - settings.startSeconds }

  /// The EEG's extent in seconds from the session's start; nil without any.
  public var clipSeconds: ClosedRange<Double>? {
    guard let first = clips.first, let last = clips.last else { return nil }
    let rate = settings.modelRate.hertz
    let start = settings.startSeconds
    return Double(first.first) / rate - start...Double(last.first + UInt64(last.count)) / rate - start
  }
}
