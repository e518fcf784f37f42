/// A logistic regression learned one hour at a time: the weights' mean and covariance after each hour, by the extended
/// Kalman update of its log likelihood.
struct HazardWeights: Sendable {
  private static let terms = ForecastTerms.count
  /// Places in the packed lower triangle.
  static let pairs = 528

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
      gains[row] = sum >> 18
      spread += gains[row] * Int64(values[row])
    }
    spread = max(spread >> 16, 0)
    let curvature = (probability * (FixedMath.one - probability)) >> 30
    let damping = (1 << 60) / (FixedMath.one + ((curvature >> 4) * (spread >> 4)) >> 22)
    let step = ((outcome - probability) * damping) >> 30
    let shrinking = (curvature * damping) >> 30
    var place = 0
    for row in 0..<Self.terms {
      weights[row] += (gains[row] * step) >> 28
      let scaled = (gains[row] * shrinking) >> 30
      for column in 0...row {
        covariance[place] -= (scaled * gains[column] + 1 << 19) >> 20
        place += 1
      }
      if covariance[place - 1] < 1 { covariance[place - 1] = 1 }
    }
  }

  private static func place(_ row: Int, _ column: Int) -> Int { row * (row + 1) / 2 + column }
}
