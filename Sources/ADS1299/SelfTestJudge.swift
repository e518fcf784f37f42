import Vocabulary

/// Gathers the frames of a self-test and judges them.
struct SelfTestJudge {
  private let test: SelfTest
  private let settings: ADS1299Settings
  private var frames: Int64 = 0
  private var minimum: PerInput<Int64> = InlineArray(repeating: .max)
  private var maximum: PerInput<Int64> = InlineArray(repeating: .min)
  private var sum: PerInput<Int64> = InlineArray(repeating: 0)
  /// By input: the test signal's half-wave last seen, 0 before the first.
  private var halfWave: PerInput<Int64> = InlineArray(repeating: 0)
  private var crossings: PerInput<UInt16> = InlineArray(repeating: 0)
  /// By input: frames in which it was not to be trusted.
  private var broken: PerInput<UInt16> = InlineArray(repeating: 0)

  init(_ test: SelfTest, settings: ADS1299Settings) {
    self.test = test
    self.settings = settings
  }

  /// The test signal's amplitude, each side of zero: VREF / 2400 (data sheet SBAS499, CONFIG2).
  private var amplitude: Int64 { Int64(settings.reference.microvolts) * 1_000 / 2_400 }

  /// Adds a frame.
  mutating func add(_ frame: Frame) {
    frames += 1
    for input in 0..<settings.arrangement.inputs {
      guard !frame.invalid[input] else {
        broken[input] += 1
        continue
      }
      let nanovolts = settings.nanovolts(code: Int64(frame.codes[input]), input: input)
      minimum[input] = min(minimum[input], nanovolts)
      maximum[input] = max(maximum[input], nanovolts)
      sum[input] += nanovolts
      follow(nanovolts, input: input)
    }
  }

  /// Counts changes of the half-wave; a quarter of the amplitude keeps noise from counting.
  private mutating func follow(_ nanovolts: Int64, input: Int) {
    guard abs(nanovolts) > amplitude / 4 else { return }
    if halfWave[input] * nanovolts < 0 { crossings[input] += 1 }
    halfWave[input] = nanovolts.signum()
  }

  /// Judges all frames.
  func report() -> SelfTestReport {
    var report = SelfTestReport()
    guard frames > 0 else { return report }
    for input in 0..<settings.arrangement.inputs where settings.inputs[input].isOn {
      report.tested[input] = true
      let whole = frames - Int64(broken[input])
      if whole > 0 {
        report.peakToPeakNanovolts[input] = maximum[input] - minimum[input]
        report.meanNanovolts[input] = sum[input] / whole
      }
      let isGood = whole > 0 && isGood(input, report)
      report.passed[input] = isGood && broken[input] == 0
      report.wrong[input] = !isGood || broken[input] > SelfTest.brokenFramesLimit
    }
    return report
  }

  private func isGood(_ input: Int, _ report: SelfTestReport) -> Bool {
    let peakToPeak = report.peakToPeakNanovolts[input]
    switch test {
    case .shortedInputs:
      // A converter without any noise is dead.
      return peakToPeak > 0 && peakToPeak <= SelfTest.noiseLimitNanovolts
        && abs(report.meanNanovolts[input]) <= SelfTest.offsetLimitNanovolts
    case .testSignal:
      let deviation = abs(peakToPeak - 2 * amplitude)
      // Two periods cross zero three, four or five times, as they lie.
      return deviation * 1_000 <= 2 * amplitude * SelfTest.amplitudeTolerancePermille
        && (3...5).contains(crossings[input])
    }
  }
}
