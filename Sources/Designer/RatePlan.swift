import Signal
import Vocabulary

/// How a recording's rate is brought to a model's: rates are as clocks are, and most have no workable ratio to it.
public struct RatePlan: Equatable, Sendable {
  /// How many samples are made one before the chain.
  public var decimation: Int
  /// The rate that the chain is designed for.
  public var rate: Rate
  /// By how much that differs from what arrives, in parts per million; 0 where it is the same.
  public var partsPerMillion: Double

  /// The largest difference between a rate and the one the chain is designed for, in parts per million: a fifth of a
  /// percent, by which every frequency that a model sees is then off. Times are told by the recording's own clock.
  public static let limitPartsPerMillion = 2_000.0

  /// Finds the decimation after which a rate is nearest to a workable one: none where the rate itself works exactly.
  ///
  /// - Parameters:
  ///   - recorded: The recording's rate.
  ///   - modelRate: The model's rate, in hertz.
  /// - Returns: The plan.
  /// - Throws: `DesignError.rate` if no whole part of the rate can be brought to the model's.
  public static func find(_ recorded: Rate, modelRate: UInt32) throws(DesignError) -> RatePlan {
    var best: RatePlan?
    for factor in 1...40 {
      // Below three times the model's rate there is nothing to gain, and the low-pass would reach into the pass-band.
      guard factor == 1 || recorded.hertz / Double(factor) >= 3 * Double(modelRate) else { break }
      let (denominator, isLarge) = recorded.denominator.multipliedReportingOverflow(by: UInt32(factor))
      guard !isLarge, let plan = nearestPlan(to: Rate(recorded.numerator, per: denominator), modelRate: modelRate)
      else { continue }
      if best.map({ plan.partsPerMillion < 0.9 * $0.partsPerMillion }) ?? true {
        best = RatePlan(decimation: factor, rate: plan.rate, partsPerMillion: plan.partsPerMillion)
      }
      if plan.partsPerMillion == 0 { break }
    }
    guard let best else {
      throw .rate(recorded, modelRate: modelRate, working: ResamplerDesign.workingRates(modelRate: modelRate))
    }
    return best
  }

  /// The workable rate nearest to a rate.
  ///
  /// - Throws: `DesignError.rate` if there is none within the limit.
  static func nearest(to rate: Rate, modelRate: UInt32) throws(DesignError) -> RatePlan {
    guard let plan = nearestPlan(to: rate, modelRate: modelRate) else {
      throw .rate(rate, modelRate: modelRate, working: ResamplerDesign.workingRates(modelRate: modelRate))
    }
    return plan
  }

  /// What a person may want to know of it.
  var notes: [String] {
    guard partsPerMillion > 0 else { return [] }
    let shown = (partsPerMillion * 10).rounded() / 10
    return [
      "the rate is taken as \(rate.hertz) Hz for the chain, \(shown) ppm off; times are by the recording's own rate"
    ]
  }

  private static func nearestPlan(to rate: Rate, modelRate: UInt32) -> RatePlan? {
    if ResamplerDesign.size(inputRate: rate, modelRate: modelRate) != nil {
      return RatePlan(decimation: 1, rate: rate, partsPerMillion: 0)
    }
    guard let taps = ResamplerDesign.taps(inputHertz: rate.hertz, modelRate: modelRate), taps <= SignalLimits.taps
    else { return nil }
    var best: RatePlan?
    for up in 1...(SignalLimits.coefficients / taps) {
      let down = (Double(up) * rate.hertz / Double(modelRate)).rounded()
      guard down >= 1, let near = UInt32(exactly: down * Double(modelRate)) else { continue }
      let candidate = Rate(near, per: UInt32(up))
      let difference = abs(candidate.hertz / rate.hertz - 1) * 1_000_000
      guard difference <= limitPartsPerMillion, best.map({ difference < $0.partsPerMillion }) ?? true,
        ResamplerDesign.size(inputRate: candidate, modelRate: modelRate) != nil
      else { continue }
      best = RatePlan(decimation: 1, rate: candidate, partsPerMillion: difference)
    }
    return best
  }
}
