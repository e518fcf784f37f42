import EventLog
import Station
import Vocabulary

/// The newest EEG that a board's log holds without a gap: clips, which are recorded around seizure alarms.
public struct NewestEEG: Sendable {
  /// How much is kept, in seconds.
  public static let seconds = 10.0
  /// The highest rate by which that is counted, in samples a second: a log may claim any.
  private static let highestRate = 4096.0

  /// Microvolts by channel, the newest last; empty before the first clip that could be read.
  public private(set) var microvolts: [[Double]] = []
  /// The hop whose samples are the newest; nil before the first clip.
  public private(set) var hopIndex: UInt64?
  /// When the newest clip was written, in nanoseconds of the board's monotonic clock.
  public private(set) var writtenNanoseconds: UInt64 = 0
  /// Whether the newest clip is sealed, and was not opened.
  public private(set) var isSealed = false
  /// The sample that follows, at the model's rate.
  private var next: UInt64 = 0

  /// Creates what is there before the first clip.
  public init() {}

  /// Takes a clip.
  ///
  /// - Parameters:
  ///   - record: A record; others than clips are passed over.
  ///   - rate: The model's rate, in samples a second.
  mutating func take(_ record: LogRecord, rate: Double) {
    guard case .success(.clip(let clip)) = record.content else { return }
    hopIndex = clip.hopIndex
    writtenNanoseconds = record.envelope.stamps.monotonicNanoseconds
    isSealed = clip.isSealed
    let channels = Int(clip.channelCount)
    // What lies before a gap, or before what cannot be read, is not drawn beside what lies behind it.
    if isSealed || clip.firstModelSample != next || microvolts.count != channels {
      microvolts = Array(repeating: [], count: isSealed ? 0 : channels)
    }
    guard !isSealed else { return }
    next = clip.firstModelSample &+ UInt64(clip.samplesPerChannel)
    let most = max(1, Int(min(rate, Self.highestRate) * Self.seconds))
    for channel in 0..<channels {
      for index in 0..<Int(clip.samplesPerChannel) {
        microvolts[channel].append(Double(clip.sample(channel: channel, index: index, in: record.body.span)) / 256)
      }
      microvolts[channel].removeFirst(max(0, microvolts[channel].count - most))
    }
  }
}
