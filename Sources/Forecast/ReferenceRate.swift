/// The rate that a forecast has to beat: what is known without any cycle.
///
/// A mixture of the rates of lead events over the last 30 and 90 days (exponential forgetting) and so far, each
/// weighted by how well it did, with a share of 1 % a day handed round so that it follows a change of the rate; times
/// how much more or less often lead events come 4 to 51 hours after an event, so that clusters are known to it too.
struct ReferenceRate: Sendable {
  /// Remembered lead events and scored hours, over 30 days, 90 days and all, in Q24.
  var leads: InlineArray<3, Int64> = InlineArray(repeating: 0)
  var hours: InlineArray<3, Int64> = InlineArray(repeating: 0)
  /// The memories' weights, in Q30.
  var weights: InlineArray<3, Int64> = InlineArray(repeating: 357_913_941)
  /// Lead events that came, and that the rate alone expected, by time since the last event, in Q24.
  var came: InlineArray<5, Int64> = InlineArray(repeating: 0)
  var expected: InlineArray<5, Int64> = InlineArray(repeating: 0)

  /// Whether nothing overflows: no memory holds more lead events than hours, but for what rounding adds.
  var isSound: Bool {
    for memory in 0..<3 {
      guard (0...1 << 44).contains(hours[memory]), (0...hours[memory] + 1 << 16).contains(leads[memory]),
        (1...FixedMath.one).contains(weights[memory])
      else { return false }
    }
    for bin in 0..<5 {
      guard (0...1 << 44).contains(came[bin]), (0...1 << 44).contains(expected[bin]) else { return false }
    }
    return true
  }

  /// What an hour forgets, in Q30: 1 - exp(-1/720), 1 - exp(-1/2160).
  private static func forgotten(_ memory: Int) -> Int64 { memory == 0 ? 1_490_273 : 496_988 }

  /// The rate of a memory an hour, in Q30: one lead event at the rate so far is added, and five days to all.
  private func rate(_ memory: Int) -> Int64 {
    let all = ((leads[2] + 1 << 24) << 20) / ((hours[2] + 120 << 24) >> 10)
    if memory == 2 { return all }
    let inverse = (1 << 54) / all
    return ((leads[memory] + 1 << 24) << 20) / ((hours[memory] + inverse) >> 10)
  }

  /// The rate an hour by the memories alone, in Q30, at most 0.4.
  var rate: Int64 {
    var sum: Int64 = 0
    for memory in 0..<3 { sum += (weights[memory] * rate(memory)) >> 30 }
    return min(max(sum, 1), 429_496_729)
  }

  /// The probability of a lead event in an hour, in Q30, at most 0.4.
  ///
  /// - Parameter pause: Hours since the last hour with an event.
  /// - Returns: The probability.
  func probability(afterPause pause: Int64) -> Int64 {
    guard let bin = Self.bin(pause) else { return rate }
    let ratio = ((came[bin] + 1 << 23) << 16) / (expected[bin] + 1 << 23)
    return min(max((rate * min(ratio, 1 << 24)) >> 16, 1), 429_496_729)
  }

  /// Learns from a scored hour.
  ///
  /// - Parameters:
  ///   - pause: Hours since the last hour with an event.
  ///   - outcome: From 0 to 1 in Q8.
  mutating func learn(pause: Int64, outcome: Int64) {
    if let bin = Self.bin(pause) {
      expected[bin] += rate >> 6
      came[bin] += outcome << 16
    }
    var sum: Int64 = 0
    for memory in 0..<3 {
      let own = rate(memory)
      let likelihood = (outcome * own + (256 - outcome) * (FixedMath.one - own)) >> 8
      weights[memory] = (weights[memory] * likelihood) >> 30 + 1
      sum += weights[memory]
    }
    // One hour hands round 1 / 2400.
    for memory in 0..<3 {
      let share = (weights[memory] << 30) / sum
      weights[memory] = share - share / 2_400 + 149_131
    }
    for memory in 0..<3 {
      leads[memory] += outcome << 16
      hours[memory] += 1 << 24
    }
  }

  /// Ends an hour, scored or not.
  mutating func endHour() {
    for memory in 0..<2 {
      leads[memory] -= (leads[memory] * Self.forgotten(memory) + 1 << 29) >> 30
      hours[memory] -= (hours[memory] * Self.forgotten(memory) + 1 << 29) >> 30
    }
  }

  private static func bin(_ pause: Int64) -> Int? {
    switch pause {
    case ..<6: 0
    case ..<9: 1
    case ..<15: 2
    case ..<27: 3
    case ..<51: 4
    default: nil
    }
  }
}
