/// Cycles of the rate, found causally: the day, the week, and slow ones of an unknown period.
///
/// For each period the sums of what the reference rate leaves over, times cosine and sine, give a cycle's strength and
/// phase; its evidence is the likelihood of events under it beside that without it, with a normal prior of variance 0.4
/// on both coefficients. Slow cycles have frequencies of 16 to 182 in 730 days (45 to 4 days), each period of the same
/// prior probability, half together; the week has 0.15, and 0.35 is for none. The day has one half by itself. What a
/// mixture says of an hour is the mean hazard ratio of its cycles, weighted by what they explain.
struct CycleBank: Sendable {
  /// The slow cycles, the week and the day.
  static let count = 169
  private static let slowest = 16
  private static let week = 167
  private static let day = 168
  /// How many slices the slower cycles are mixed in: each is short enough for a tick on the slowest board.
  static let slices = 8
  /// Half hours of 730 days.
  private static let halfHours: Int64 = 35_040
  /// Q30 turns of one of them, in Q20.
  private static let turnsOfHalfHour: Int64 = 32_131_846_656
  /// Prior probabilities in Q30: of the week, of no slower cycle, and of a slow cycle times its frequency squared, so
  /// that all of them add up to one half.
  private static let ofWeek: Int64 = 161_061_274
  private static let ofNone: Int64 = 375_809_638
  private static let ofSlow: Int64 = 9_097_295_098
  /// The prior's share in how much is known: 2 over its variance, in Q24.
  private static let prior: Int64 = 5 << 24

  /// The highest square of a mean resultant length, 1/2 in Q24: sharper cycles are taken for such.
  private static let sharpest: Int64 = 1 << 23

  /// The longest mean vector in each direction, 64 in Q24: nobody's events come so much more often than is expected.
  private static let longest: Int64 = 1 << 30

  var cosines: InlineArray<169, Int64> = InlineArray(repeating: 0)
  var sines: InlineArray<169, Int64> = InlineArray(repeating: 0)
  /// Expected events so far, in Q24.
  var information: Int64 = 0
  /// The mixture of the open hour, as far as it was computed.
  private var highest: Int64 = 0
  private var weight: Int64 = 0
  private var weightOfWeek: Int64 = 0
  private var weighted: Int64 = 0

  /// Whether each sum lies within what sixty years can bring.
  var isSound: Bool {
    let sums: ClosedRange<Int64> = -1 << 42...1 << 42
    for index in 0..<Self.count where !sums.contains(cosines[index]) || !sums.contains(sines[index]) { return false }
    return (0...1 << 44).contains(information)
  }

  /// Adds a scored hour.
  ///
  /// - Parameters:
  ///   - hour: Hours since the epoch.
  ///   - residual: Event less probability by the reference, in Q30.
  ///   - probability: That probability, in Q30.
  mutating func learn(hour: Int64, residual: Int64, probability: Int64) {
    for index in 0..<Self.count {
      let turns = Self.turns(index, hour)
      cosines[index] += (residual * FixedMath.cosine(turns: turns)) >> 22
      sines[index] += (residual * FixedMath.sine(turns: turns)) >> 22
    }
    information += probability >> 6
  }

  /// The log hazard ratio of the day's cycle at an hour, in Q24.
  func logRatioOfDay(_ hour: Int64) -> Int64 {
    let effect = effect(Self.day, hour, Knowledge(information))
    let weight = FixedMath.exponential(min(effect.evidence, 0))
    let none = FixedMath.exponential(min(-effect.evidence, 0))
    let mean = (weight * (effect.ratio >> 8) + none * (FixedMath.one >> 8)) / (weight + none)
    return FixedMath.naturalLogarithm(mean << 8) - FixedMath.naturalLogarithm(FixedMath.one)
  }

  /// Begins the mixture of slower cycles: no cycle first.
  mutating func beginMixture() {
    highest = 0
    weight = Self.ofNone
    weighted = Self.ofNone
    weightOfWeek = 0
  }

  /// Adds a slice of the slower cycles to the mixture.
  ///
  /// - Parameters:
  ///   - slice: Its number, below `slices`; they come in order.
  ///   - hour: Hours since the epoch.
  mutating func mix(slice: Int, hour: Int64) {
    let length = Self.day / Self.slices
    let knowledge = Knowledge(information)
    for index in slice * length..<(slice + 1) * length {
      let effect = effect(index, hour, knowledge)
      let k = Int64(index + Self.slowest)
      if effect.evidence > highest { rescale(to: effect.evidence) }
      let prior = index == Self.week ? Self.ofWeek : Self.ofSlow / (k * k)
      let share = (prior * FixedMath.exponential(effect.evidence - highest)) >> 30
      weight += share
      weighted += (share * (effect.ratio >> 8)) >> 22
      if index == Self.week { weightOfWeek = share }
    }
  }

  private mutating func rescale(to evidence: Int64) {
    let scale = FixedMath.exponential(highest - evidence)
    weight = (weight * scale) >> 30
    weighted = ((weighted >> 8) * scale) >> 22
    weightOfWeek = (weightOfWeek * scale) >> 30
    highest = evidence
  }

  /// The log hazard ratio of the slower cycles, in Q24, once both halves are in.
  var logRatio: Int64 { FixedMath.naturalLogarithm(max(weighted, 1)) - FixedMath.naturalLogarithm(max(weight, 1)) }

  /// Whether the week explains most of what the slower cycles do.
  var isWeek: Bool { 2 * weightOfWeek > weight }

  private static func turns(_ index: Int, _ hour: Int64) -> Int64 {
    if index == day { return ((hour % 24) << 30) / 24 }
    if index == week { return ((hour % 168) << 30) / 168 }
    let position = Int64(index + slowest) * ((2 * hour + 1) % halfHours) % halfHours
    return (position * turnsOfHalfHour) >> 20
  }

  /// How much is known, the same for all cycles.
  private struct Knowledge {
    /// Expected events with the prior's, in Q16.
    let amount: Int64
    /// 1 over it, in Q30.
    let inverse: Int64
    /// What a cycle's unknown strength and phase cost, as a log likelihood in Q24.
    let cost: Int64

    init(_ information: Int64) {
      let known = information + CycleBank.prior
      amount = known >> 8
      inverse = (1 << 46) / amount
      cost = FixedMath.naturalLogarithm(known / 5) - FixedMath.naturalLogarithm(1 << 24)
    }
  }

  /// What one cycle says of an hour.
  private struct Effect {
    /// The log likelihood ratio to no cycle, in Q24, less what its unknown strength and phase cost.
    let evidence: Int64
    /// The hazard ratio, in Q30.
    let ratio: Int64
  }

  private static func held(_ length: Int64) -> Int64 { min(max(length, -longest), longest) }

  /// With R the mean resultant length the concentration is 2 R + R^3 + 5 R^5 / 6 (Best and Fisher 1981), and the
  /// hazard ratio exp(concentration x cosine) over the Bessel function I0, whose logarithm is a series here.
  private func effect(_ index: Int, _ hour: Int64, _ knowledge: Knowledge) -> Effect {
    // Spans: read through a borrowed `self`, each access copies all of them.
    let (cosines, sines) = (cosines.span, sines.span)
    var across = Self.held(((cosines[index] >> 8) * knowledge.inverse) >> 22)
    var up = Self.held(((sines[index] >> 8) * knowledge.inverse) >> 22)
    var square = (across * across + up * up) >> 24
    if square > Self.sharpest {
      let logRatio = FixedMath.naturalLogarithm(Self.sharpest) - FixedMath.naturalLogarithm(square)
      let scale = FixedMath.exponential(logRatio / 2)
      across = (across * scale) >> 30
      up = (up * scale) >> 30
      square = Self.sharpest
    }
    let gain = 2 << 24 + square + (((square * square) >> 24) * 13_981_013) >> 24
    let concentration = (((gain * gain) >> 24) * square) >> 24
    let second = (concentration * concentration) >> 24
    let third = (second * concentration) >> 24
    let norm = concentration / 4 - second / 64 + third / 576 - (((third * concentration) >> 24) * 11) / 49_152
    let likelihood = (((gain * square) >> 24 - norm) * knowledge.amount) >> 16
    let turns = Self.turns(index, hour)
    let wave = (across * FixedMath.cosine(turns: turns) + up * FixedMath.sine(turns: turns)) >> 16
    return Effect(
      evidence: likelihood - knowledge.cost, ratio: FixedMath.exponential((wave * gain) >> 24 - norm))
  }
}
