import Forecast
import Foundation
import Simulation
import Vocabulary

extension RecordedPerson {
  /// Draws a person whose features carry an effect of known size, and confounders that carry none.
  ///
  /// - Parameters:
  ///   - model: What events and features follow.
  ///   - seed: The same seed gives the same person.
  public init(_ model: FeatureModel, seed: UInt64) {
    let history = GeneratedPerson(model.person, seed: seed).history
    var generator = FeatureGenerator(model, history, seed: seed ^ 0x5EED_EE60_0000_0000)
    self.init(history: history, features: generator.features())
  }
}

/// Draws minutes of features for a person whose events are known.
struct FeatureGenerator {
  private static let count = FeatureMinute.count
  /// Standard deviations of the natural logarithms: of the slow noise, and of a minute's.
  private static let slow = 0.2
  private static let fast = 0.3
  /// How much of an hour's slow noise is left in the next.
  private static let persistence = 0.7

  private let model: FeatureModel
  private let events: [Double]
  private var random: SeededGenerator
  private let directions: [[Double]]
  private let levels: [Double]
  private var noise: [Double]
  private var drift: [Double]
  private var nights: [Range<Double>] = []
  private let renewal: Double

  /// Directions in the order of `Cause`, the person's own.
  private enum Cause: Int, CaseIterable {
    case effect, sleep, ageing, postictal
  }

  init(_ model: FeatureModel, _ history: EventHistory, seed: UInt64) {
    self.model = model
    events = history.events.map { Double($0.second) / 3_600 }
    var random = SeededGenerator(seed: seed)
    directions = Cause.allCases.map { _ in Self.direction(&random) }
    // Line length 4 microvolts a sample, bands of 20 to 400 square microvolts, 6 spikes a minute: natural logarithms of
    // the record's units.
    levels = [6.9, 11.5, 11.5, 10.6, 10.2, 9.2, 8.5, 0, 1.8].map { $0 + 0.3 * Self.normal(&random) }
    noise = (0..<Self.count).map { _ in Self.normal(&random) }
    drift = [Double](repeating: 0, count: Self.count)
    renewal = 120 * random.unit()
    nights = (0..<model.person.days + 1).map { day in
      let start = Double(24 * day) - 1 + Self.normal(&random)
      return start..<max(start, Double(24 * day) + 7 + Self.normal(&random))
    }
    self.random = random
  }

  mutating func features() -> FeatureHours {
    var features = FeatureHours()
    var next = events[...]
    for hour in 0..<model.person.days * 24 {
      advance()
      if random.unit() < model.lost { continue }
      while let event = next.first, event < Double(hour) - 24 { next.removeFirst() }
      for minute in 0..<60 {
        let time = Double(hour) + (Double(minute) + 0.5) / 60
        if let found = minuteFeatures(time, next) { features.add(found, atSecond: Int64(time * 3_600)) }
      }
    }
    return features
  }

  /// An hour's step of the slow noise and of the drifts.
  private mutating func advance() {
    let step = (1 - Self.persistence * Self.persistence).squareRoot()
    for feature in 0..<Self.count {
      noise[feature] = Self.persistence * noise[feature] + step * Self.normal(&random)
      drift[feature] += model.drift / 720.0.squareRoot() * Self.normal(&random)
    }
  }

  private mutating func minuteFeatures(_ time: Double, _ near: ArraySlice<Double>) -> FeatureMinute? {
    var sizes = [Double](repeating: 0, count: Cause.allCases.count)
    if near.first(where: { $0 > time }).map({ $0 - time <= model.preictalHours }) ?? false {
      sizes[Cause.effect.rawValue] = model.effect
    }
    let day = Int(time / 24)
    if nights[day].contains(time) || nights[day + 1].contains(time) { sizes[Cause.sleep.rawValue] = model.sleep }
    sizes[Cause.ageing.rawValue] = model.ageing * ((time + renewal) / 120).truncatingRemainder(dividingBy: 1)
    for event in near.prefix(while: { $0 <= time }) {
      sizes[Cause.postictal.rawValue] += model.postictal * exp((event - time) / 3)
    }
    var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
    let values = (0..<Self.count).map { feature in
      var value = noise[feature] + drift[feature]
      for cause in Cause.allCases { value += sizes[cause.rawValue] * directions[cause.rawValue][feature] }
      return levels[feature] + Self.slow * value + Self.fast * Self.normal(&random)
    }
    channels[0] = ChannelFeatures(logarithms: values)
    return FeatureMinute(channels, count: 1)
  }

  /// A direction among the features, every one alike.
  private static func direction(_ random: inout SeededGenerator) -> [Double] {
    let values = (0..<count).map { _ in normal(&random) }
    let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return values.map { $0 / length }
  }

  private static func normal(_ random: inout SeededGenerator) -> Double {
    sqrt(-2 * log(1 - random.unit())) * cos(2 * .pi * random.unit())
  }
}

extension ChannelFeatures {
  /// A good minute whose features have these natural logarithms; the autocorrelation is 0.8 and a tenth of its value.
  fileprivate init(logarithms values: [Double]) {
    self.init()
    func power(_ index: Int) -> UInt32 { UInt32(clamping: Int64(exp(min(values[index], 30)))) }
    sampleCount = 7_680
    quality = .good
    (lineLength, variance) = (power(0), power(1))
    (delta, theta, alpha, beta, gamma) = (power(2), power(3), power(4), power(5), power(6))
    lagOneAutocorrelation = Int16(clamping: Int64(32_768 * (0.8 + values[7] / 10)))
    spikes = UInt16(clamping: Int64(power(8)))
  }
}
