import Bundle
import EventLog

extension LogPolicy {
  /// The policy that a site chose.
  public init(_ sizes: LogSizes) {
    self.init(
      segmentBytes: sizes.segmentBytes, segmentLimit: sizes.segmentLimit,
      flushIntervalSeconds: sizes.flushIntervalSeconds, bytesPerDay: sizes.bytesPerDay,
      flushesPerDay: sizes.flushesPerDay)
  }
}
