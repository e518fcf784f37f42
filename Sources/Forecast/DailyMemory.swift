/// Lead events by hour of day within the last days, older days counting less.
struct DailyMemory: Sendable {
  /// Remembered lead events of each hour of day, in Q16.
  var hours: InlineArray<24, Int64> = InlineArray(repeating: 0)

  /// Whether each lies within what a memory of 100 days can hold.
  var isSound: Bool {
    for hour in 0..<24 where !(0...1 << 24).contains(hours[hour]) { return false }
    return true
  }

  /// Forgetting factors of a day in Q30 for 3, 10, 30 and 100 days.
  static func factor(_ scale: Int) -> Int64 {
    switch scale {
    case 0: 769_369_636
    case 1: 971_561_780
    case 2: 1_038_540_380
    default: 1_063_057_914
    }
  }

  /// Ends an hour: what is remembered of its hour of day fades and the new is added, in Q16.
  mutating func endHour(_ hour: Int, events: Int64, factor: Int64) {
    hours[hour] = (hours[hour] * factor + 1 << 29) >> 30 + events
  }

  /// The log ratio of lead events about an hour of day (weights 1, 2, 3, 2, 1 thirds) to their mean over the day, one
  /// added to both, in Q24.
  func logRatio(_ hour: Int) -> Int64 {
    var near: Int64 = 0
    var all: Int64 = 0
    for index in 0..<24 {
      all += hours[index]
      let apart = abs((index - hour + 36) % 24 - 12)
      if apart < 3 { near += Int64(3 - apart) * hours[index] }
    }
    return FixedMath.naturalLogarithm(near / 3 + 1 << 16) - FixedMath.naturalLogarithm(all / 8 + 1 << 16)
  }
}
