/// Events within the last days, older ones counting less: exponential forgetting by the hour.
struct RateMemory: Sendable {
  /// Remembered events, in Q16.
  var events: Int64 = 0
  /// Remembered observed hours, in Q16.
  var hours: Int64 = 0

  /// Whether both lie within what a memory of 60 days can hold.
  var isSound: Bool { (0...1 << 32).contains(events) && (0...1 << 27).contains(hours) }

  /// Forgetting factors of an hour in Q30 for 1, 3, 14 and 60 days.
  static func factor(_ scale: Int) -> Int64 {
    switch scale {
    case 0: 1_029_921_837
    case 1: 1_058_931_828
    case 2: 1_070_550_915
    default: 1_072_996_429
    }
  }

  /// Ends an hour.
  ///
  /// - Parameters:
  ///   - added: Its events in Q16.
  ///   - observed: Whether events would have been seen in it.
  ///   - factor: The forgetting factor in Q30.
  mutating func endHour(events added: Int64, observed: Bool, factor: Int64) {
    events = (events * factor + 1 << 29) >> 30
    hours = (hours * factor + 1 << 29) >> 30
    guard observed else { return }
    events = min(events + added, 1 << 31)
    hours += 1 << 16
  }

  /// The log ratio of the remembered to the expected events, both with half an event added, in Q24.
  ///
  /// - Parameters:
  ///   - total: Events so far with the prior's, in Q8.
  ///   - duration: Observed hours so far with the prior's.
  /// - Returns: The ratio.
  func logRatio(total: Int64, duration: Int64) -> Int64 {
    let expected = hours * total / (duration << 8)
    return FixedMath.naturalLogarithm(events + 1 << 15) - FixedMath.naturalLogarithm(expected + 1 << 15)
  }
}
