/// A logistic regression learned one hour at a time: the weights' mean and covariance after each hour, by the extended
/// Kalman update of its log likelihood.
struct HazardWeights: Sendable {
  private static let terms = ForecastTerms.count
  /// Places in the packed lower triangle.
  static let pairs = 528

  /// What no person's weights (256 in Q32), covariances (1/2 in Q40), gains (8 in Q30), spread (256 in Q30) and
  /// shrinking gains (1/2 in Q30) reach, starting from `ForecastTerms`: they are held within, so that no product
  /// overflows.
  private static let mostWeight: Int64 = 1 << 40
  private static let mostCovariance: Int64 = 1 << 39
  private static let mostGain: Int64 = 1 << 33 - 1
  private static let mostSpread: Int64 = 1 << 38
  private static let mostShrinking: Int64 = 1 << 29

  /// The weights, in Q32.
  var weights: InlineArray<32, Int64> = InlineArray(repeating: 0)
  /// Their covariance, the lower triangle row by row, in Q40.
  var covariance: InlineArray<528, Int64> = InlineArray(repeating: 0)

  init() {
    for term in 0..<Self.terms {
      weights[term] = ForecastTerms.weight(term)
      covariance[Self.place(term, term)] = ForecastTerms.variance(term)
    }
  }

  /// Whether all of them are within their bounds.
  var isSound: Bool {
    for term in 0..<Self.terms {
      guard (-Self.mostWeight...Self.mostWeight).contains(weights[term]),
        covariance[Self.place(term, term)] >= 1
      else { return false }
    }
    for place in 0..<Self.pairs where !(-Self.mostCovariance...Self.mostCovariance).contains(covariance[place]) {
      return false
    }
    return true
  }

  private static func held(_ value: Int64, _ most: Int64) -> Int64 { min(max(value, -most), most) }

  /// A term's part of the log-odds in Q24.
  func part(_ term: Int, of value: Int32) -> Int64 {
    (weights[term] * Int64(value)) >> 24
  }

  /// Learns from an hour.
  ///
  /// - Parameters:
  ///   - values: The hour's terms in Q16.
  ///   - probability: What was forecast, in Q30.
  ///   - outcome: What came, from 0 to 1 in Q30.
  mutating func learn(_ values: borrowing InlineArray<32, Int32>, probability: Int64, outcome: Int64) {
    // Spans: read through a borrowed value, each access copies all of it.
    let values = values.span
    var gains = InlineArray<32, Int64>(repeating: 0)
    var spread: Int64 = 0
    for row in 0..<Self.terms {
      var sum: Int64 = 0
      for column in 0..<Self.terms {
        let place = column <= row ? Self.place(row, column) : Self.place(column, row)
        sum += (covariance[place] >> 8) * Int64(values[column])
      }
      gains[row] = Self.held(sum >> 18, Self.mostGain)
      spread += gains[row] * Int64(values[row])
    }
    spread = min(max(spread >> 16, 0), Self.mostSpread)
    let curvature = (probability * (FixedMath.one - probability)) >> 30
    let damping = (1 << 60) / (FixedMath.one + ((curvature >> 4) * (spread >> 4)) >> 22)
    let step = ((outcome - probability) * damping) >> 30
    let shrinking = (curvature * damping) >> 30
    var place = 0
    for row in 0..<Self.terms {
      weights[row] = Self.held(weights[row] + (gains[row] * step) >> 28, Self.mostWeight)
      let scaled = Self.held((gains[row] * shrinking) >> 30, Self.mostShrinking)
      for column in 0...row {
        let less = (scaled * gains[column] + 1 << 19) >> 20
        covariance[place] = Self.held(covariance[place] - less, Self.mostCovariance)
        place += 1
      }
      if covariance[place - 1] < 1 { covariance[place - 1] = 1 }
    }
  }

  private static func place(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }
}
