/// A figure's mean over persons, and how far it might lie off because persons are few.
public struct PersonMean: Equatable, Sendable {
  /// How often persons are drawn anew.
  static let draws = 10_000

  /// The mean over those for whom the figure is defined; nil if it is for nobody.
  public let mean: Double?
  /// How many they are.
  public let persons: Int
  /// The lower end of the 95 % interval; nil with fewer than two persons.
  public let low95: Double?
  /// The upper end.
  public let high95: Double?

  /// Takes the mean, and its interval from 10,000 samples of as many persons drawn with replacement (Efron 1979),
  /// percentiles.
  ///
  /// - Parameter values: One for each person. The same values give the same interval.
  public init(_ values: [Double?]) {
    let defined = values.compactMap { $0 }
    mean = Statistics.mean(defined)
    persons = defined.count
    guard defined.count > 1 else {
      (low95, high95) = (nil, nil)
      return
    }
    var generator = SplitMix(state: 20)
    var means: [Double] = []
    for _ in 0..<PersonMean.draws {
      var sum = 0.0
      for _ in defined { sum += defined[Int(generator.next() % UInt64(defined.count))] }
      means.append(sum / Double(defined.count))
    }
    means.sort()
    low95 = means[PersonMean.draws / 40]
    high95 = means[PersonMean.draws - 1 - PersonMean.draws / 40]
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}

extension PersonMean: Encodable {
  private enum CodingKeys: String, CodingKey {
    case mean, persons, low95, high95
  }

  /// Writes all keys, undefined figures as `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(persons, forKey: .persons)
    try container.encode(low95, forKey: .low95)
    try container.encode(high95, forKey: .high95)
  }
}
