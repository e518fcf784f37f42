/// Adds what a model says of the EEG to a history's forecast, as far as this person's own past shows that it helps.
///
/// A model's evidence is the logarithm of the odds' ratio, held within -3 and 3. What it says on average is taken off,
/// so that it only moves risk between hours; the rest, held within -2 and 2, is added to the history's log-odds with a
/// weight between 0 and 1: the mean of five weights, each by what it would have gained so far, half on none at all.
/// The weight in force is 0 until the gate's own rule (`ForecastGate`) finds the sum better than the history's
/// forecast, which stands where the gate has its reference: if that forecast is right, it opens in at most one person
/// in twenty.
public struct EvidenceForecaster: Sendable {
  /// How far evidence moves log-odds at most, in Q24.
  public static let most: Int64 = 2 << 24
  static let mostSaid: Int64 = 3 << 24
  /// Hours after which the mean of what was said forgets.
  static let longest: Int64 = 720
  /// Weights are so many quarters.
  static let weights = 5
  /// The logarithm of 4 in Q24: no weight at all is believed four times as much as each of the four others.
  private static let ofNone: Int64 = 23_258_160

  /// The gate that lets evidence count.
  public internal(set) var gate = ForecastGate()
  /// The weight that is learned, in Q16; in force while the gate is open.
  public internal(set) var weight: Int64 = 0
  /// What the open hour's evidence adds to the history's log-odds, in Q24; 0 while the gate is shut.
  public internal(set) var share: Int64 = 0
  /// The probability of a lead event in the open hour, in Q30.
  public internal(set) var probability: Int64 = 0
  /// With evidence, whether or not the gate is open, in Q30; nil where there is none.
  public internal(set) var candidate: Int64?
  /// The risk beside the person's usual.
  public var level: RiskLevel { ladder.level }

  var ladder = RiskLadder()
  /// Logarithms of what each weight would have gained, in Q24.
  var gains: InlineArray<5, Int64> = [EvidenceForecaster.ofNone, 0, 0, 0, 0]
  /// The mean odds' ratio of what was said, in Q30, and the hours it is of.
  var ratio = FixedMath.one
  var hours: Int64 = 24
  /// Of the open hour, in Q24.
  var said: Int64 = 0
  var held: Int64 = 0
  var history: Int64 = 0
  var plain: Int64 = 0

  /// Begins without a past.
  public init() {}

  /// Opens an hour.
  ///
  /// - Parameters:
  ///   - forecast: The history's forecast of it.
  ///   - evidence: What the model says, as a logarithm of the odds' ratio in Q24; nil where there is nothing to say.
  public mutating func open(_ forecast: borrowing Forecast, evidence: Int64?) {
    history = forecast.shares.logOdds
    plain = forecast.probability
    probability = plain
    share = 0
    candidate = nil
    if let evidence {
      said = min(max(evidence, -Self.mostSaid), Self.mostSaid)
      let usual = FixedMath.naturalLogarithm(ratio) - FixedMath.naturalLogarithm(FixedMath.one)
      held = min(max(said - usual, -Self.most), Self.most)
      weight = mean
      let added = (weight * held) >> 16
      let odds = FixedMath.logistic(HazardForecaster.held(history + added))
      candidate = odds
      if gate.isOpen { (share, probability) = (added, odds) }
    }
    ladder.update(probability)
  }

  /// Closes the open hour, before the history's forecaster closes it.
  ///
  /// - Parameters:
  ///   - forecaster: The history's, which has taken the hour's events.
  ///   - observed: Whether an event would have been seen all through it.
  public mutating func close(_ forecaster: borrowing HazardForecaster, observed: Bool) {
    let isScored = forecaster.isScored
    let teaches = observed && isScored
    if teaches { ladder.learn(probability) }
    guard let candidate else { return }
    if teaches { learn(candidate, outcome: forecaster.leadsOfHour) }
    let (leads, elapsed) = (forecaster.leads, forecaster.elapsed + 1)
    let isEnough = leads >= HazardForecaster.fewestLeads << 8 && elapsed >= HazardForecaster.fewestHours
    gate.endHour(elapsed: elapsed, isEnough: isEnough)
  }

  /// The history's forecast of the open hour with what the EEG adds.
  public func with(_ forecast: Forecast) -> Forecast {
    Forecast(
      hour: forecast.hour, probability: probability, level: level, shares: forecast.shares,
      withheld: withheld(forecast.withheld))
  }

  /// Why a forecast may not be shown for which the history's reason is `reason`, or nil: the history's gate is shut,
  /// and so is the EEG's.
  public func withheld(_ reason: NoForecastReason?) -> NoForecastReason? {
    switch reason {
    case .notBetterThanChance, .stoppedWorking: gate.isOpen ? nil : reason
    default: reason
    }
  }

  private mutating func learn(_ candidate: Int64, outcome: Int64) {
    gate.score(shown: candidate, rate: plain, cycles: candidate, reference: plain, outcome: outcome)
    let reference = FixedMath.logLikelihood(plain, outcome)
    for quarters in 1..<Self.weights {
      let odds = HazardForecaster.held(history + (Int64(quarters) * held) >> 2)
      gains[quarters] += FixedMath.logLikelihood(FixedMath.logistic(odds), outcome) - reference
    }
    hours = min(hours + 1, Self.longest)
    ratio += (FixedMath.exponential(said) - ratio) / hours
  }

  /// The mean of the weights by what they gained, in Q16.
  private var mean: Int64 {
    var highest = gains[0]
    for quarters in 1..<Self.weights { highest = max(highest, gains[quarters]) }
    var sum: Int64 = 0
    var weighted: Int64 = 0
    for quarters in 0..<Self.weights {
      let belief = FixedMath.exponential(gains[quarters] - highest) >> 8
      sum += belief
      weighted += Int64(quarters) * belief
    }
    return (weighted << 14) / sum
  }
}
