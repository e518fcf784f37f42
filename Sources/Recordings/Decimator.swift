import Vocabulary

/// Takes every k-th sample of a fast recording behind a low-pass, in whole numbers.
///
/// With B for two moving averages of k samples in a row, the low-pass is 3 B² - 2 B³ (Kaiser and Hamming 1977): up to a
/// tenth of the lower rate it loses at most 0.3 %, and within a tenth around that rate it rejects at least 65 dB. Its
/// delay is 3 (k - 1) samples, below 3 samples of the lower rate.
struct Decimator {
  /// How many samples become one.
  let factor: Int
  private let coefficients: [Int64]
  private let sum: Int64
  /// By input: the newest samples, as a ring.
  private var histories: [[Int32]]
  private var ranges: [ClosedRange<Int32>]
  private var position = 0
  private var isEmpty = true

  /// Creates a low-pass for these inputs; `factor` is at most 40.
  init(factor: Int, inputs: [RecordedSignal]) {
    self.factor = factor
    let average = [Int64](repeating: 1, count: factor)
    let once = Self.product(average, average)
    let twice = Self.product(once, once)
    let thrice = Self.product(twice, once)
    let square = Int64(factor * factor)
    var coefficients = thrice.map { -2 * $0 }
    for (index, value) in twice.enumerated() { coefficients[index + factor - 1] += 3 * square * value }
    self.coefficients = coefficients
    sum = coefficients.reduce(0, +)
    histories = inputs.map { _ in [Int32](repeating: 0, count: coefficients.count) }
    ranges = inputs.map { $0.calibration.lowestCode...$0.calibration.highestCode }
  }

  /// Forgets what was before a gap: the next sample stands for all before it.
  mutating func restart() { isEmpty = true }

  /// Takes one sample of every input.
  mutating func push(_ frame: borrowing Frame) {
    for input in histories.indices {
      if isEmpty {
        for place in coefficients.indices { histories[input][place] = frame.codes[input] }
      } else {
        histories[input][position] = frame.codes[input]
      }
    }
    isEmpty = false
    position = position + 1 == coefficients.count ? 0 : position + 1
  }

  /// Puts one sample of every input at the lower rate into `frame`, rounded to the nearest code of its range.
  func pull(into frame: inout Frame) {
    for input in histories.indices {
      var total = sum / 2
      var place = position
      let history = histories[input]
      for coefficient in coefficients {
        total += coefficient * Int64(history[place])
        place = place + 1 == history.count ? 0 : place + 1
      }
      // Rounded down, so that halves go up on either side of zero.
      let code = total >= 0 ? total / sum : -((-total + sum - 1) / sum)
      let range = ranges[input]
      frame.codes[input] = Int32(max(Int64(range.lowerBound), min(code, Int64(range.upperBound))))
    }
  }

  private static func product(_ first: [Int64], _ second: [Int64]) -> [Int64] {
    var product = [Int64](repeating: 0, count: first.count + second.count - 1)
    for (i, left) in first.enumerated() { for (j, right) in second.enumerated() { product[i + j] += left * right } }
    return product
  }
}
