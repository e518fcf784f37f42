import Designer
import Foundation
import Simulation

/// A generated person: a history, and the hazard that it was drawn from.
public struct GeneratedPerson: Sendable {
  /// What the detector saw.
  public let history: EventHistory
  /// Expected events of each hour, but for followers and false events.
  public let hazard: [Double]

  /// Draws a person.
  ///
  /// - Parameters:
  ///   - model: What the person's seizures follow.
  ///   - seed: The same seed gives the same person.
  public init(_ model: PersonModel, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rate = model.perDay * (model.rateShape.map { Self.gamma($0, &random) / $0 } ?? 1)
    let phases = model.cycles.map { _ in random.unit() }
    hazard = (0..<model.days * 24).map { hour in
      var value = rate / 24 * pow(model.trend, Double(hour) / Double(model.days * 24))
      let isLater = model.clockChange.map { hour >= $0.day * 24 } ?? false
      let time = Double(hour) - (isLater ? model.clockChange?.hours ?? 0 : 0)
      for (cycle, phase) in zip(model.cycles, phases) {
        let k = cycle.concentration
        value *= exp(k * cos(2 * .pi * (time / cycle.hours - phase))) / DeterministicMath.besselI0(k)
      }
      if let change = model.drugChange, hour >= change.day * 24 { value *= change.factor }
      return value
    }
    var times: [Double] = []
    for hour in hazard.indices {
      for _ in 0..<Self.poisson(hazard[hour], &random) {
        let time = Double(hour) + random.unit()
        times.append(time)
        var follower = time
        for _ in 0..<Self.poisson(model.followers, &random) {
          follower -= model.followerHours * log(1 - random.unit())
          times.append(follower)
        }
      }
    }
    times = times.filter { _ in random.unit() >= model.missed }
    for _ in 0..<Self.poisson(model.falsePerDay * Double(model.days), &random) {
      times.append(random.unit() * Double(model.days * 24))
    }
    for _ in 0..<model.holidays.count {
      let first = 24 * (random.unit() * Double(model.days - model.holidays.days)).rounded(.down)
      times.removeAll { (first..<first + 24 * Double(model.holidays.days)).contains($0) }
    }
    let seconds = Set(times.filter { $0 < Double(model.days * 24) }.map { Int64($0 * 3_600) }).sorted()
    history = EventHistory(
      person: "generated-\(seed)", events: seconds.map { EventHistory.Event(second: $0) },
      observed: model.holidays.count == 0 ? [0..<Int64(model.days * 24)] : nil)
  }

  /// Knuth's product of uniforms, in parts so that large means do not underflow.
  private static func poisson(_ mean: Double, _ random: inout SeededGenerator) -> Int {
    var count = 0
    var rest = mean
    while rest > 0 {
      let limit = exp(-min(rest, 100))
      rest -= 100
      var product = random.unit()
      while product > limit {
        count += 1
        product *= random.unit()
      }
    }
    return count
  }

  /// Marsaglia and Tsang's method (2000), for shapes of at least 1.
  private static func gamma(_ shape: Double, _ random: inout SeededGenerator) -> Double {
    precondition(shape >= 1)
    let d = shape - 1.0 / 3
    while true {
      let normal = sqrt(-2 * log(1 - random.unit())) * cos(2 * .pi * random.unit())
      let v = pow(1 + normal / sqrt(9 * d), 3)
      if v > 0 && log(1 - random.unit()) < normal * normal / 2 + d - d * v + d * log(v) { return d * v }
    }
  }
}
