/// What a detector made of one recording; times are seconds from its start.
public struct RecordingOutcome: Equatable, Sendable {
  /// One detected seizure.
  public struct Event: Equatable, Sendable {
    /// From where to where.
    public var interval: Interval
    /// The channels that triggered it, the one with the largest share first.
    public var channels: [String]

    /// Creates an event.
    public init(_ interval: Interval, channels: [String] = []) {
      self.interval = interval
      self.channels = channels
    }
  }

  /// One hop's window.
  public struct Window: Equatable, Sendable {
    /// Where its last sample lies, in seconds.
    public var endSeconds: Double
    /// What the detector thinks of it, larger for a seizure; nil where there was not enough usable signal.
    public var score: Double?

    /// Creates a window.
    public init(endSeconds: Double, score: Double?) {
      self.endSeconds = endSeconds
      self.score = score
    }
  }

  /// Length of the recording.
  public var durationSeconds: Double
  /// Detected seizures, in order.
  public var events: [Event]
  /// When each seizure alarm rose, in order.
  public var alarmSeconds: [Double]
  /// Length of a window.
  public var windowSeconds: Double
  /// All hops, in order.
  public var windows: [Window]
  /// Gaps in the recording.
  public var gapCount: Int
  /// The decision digest, in hexadecimal; empty where the detector has none.
  public var digest: String
  /// When the recording began by its own clock, in seconds since 1970; nil if it does not say.
  public var startSeconds: Int64?
  /// What was decided on opening the recording: signals left out and why, units and rates assumed.
  public var notes: [String] = []
  /// What makes the outcome doubtful: units that cannot be, electrodes not recognised, channels the detector never saw.
  public var cautions: [String] = []
  /// The scores and evidence over time, if they were asked for.
  public var trace: RecordingTrace?
  /// What other settings of the alarm lead to, if they were asked for; the same settings for each recording.
  public var alternatives: [AlternativeOutcome] = []

  /// Creates an outcome.
  public init(
    durationSeconds: Double, events: [Event] = [], alarmSeconds: [Double] = [], windowSeconds: Double,
    windows: [Window] = [], gapCount: Int = 0, digest: String = ""
  ) {
    self.durationSeconds = durationSeconds
    self.events = events
    self.alarmSeconds = alarmSeconds
    self.windowSeconds = windowSeconds
    self.windows = windows
    self.gapCount = gapCount
    self.digest = digest
  }
}
