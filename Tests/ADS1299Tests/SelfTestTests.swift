import ADS1299
import Simulation
import Testing
import Vocabulary

@Suite("Self-tests and impedance")
struct SelfTestTests {
  @Test(arguments: [SelfTest.shortedInputs, .testSignal])
  func aGoodChipPassesAndGetsItsSettingsBack(test: SelfTest) throws {
    let bench = oneChip()
    var settings = ADS1299Settings(rate: .sps1000, input: InputSettings(gain: .x12))
    settings.inputs[2].isOn = false
    var report = SelfTestReport()
    #expect(!report.isPassed)
    let configured = try bench.configured(settings).run(test, into: &report).get()
    #expect(report.isPassed)
    #expect(report.tested.rawValue == 0xFB)
    #expect(configured.settings.rate == .sps1000)
    #expect(bench.chips[0].registers == settings.registers(chip: 0))
    if test == .testSignal {
      // VREF / 2400, each side of zero.
      #expect(abs(report.peakToPeakNanovolts[0] - 3_750_000) < 1_000)
    }
    #expect(bench.violations == [])
  }

  @Test func aTestSignalThatDoesNotArriveFails() throws {
    let bench = oneChip()
    bench.faults.zeroAnswerPerMillion = 0
    var report = SelfTestReport()
    let configured = try bench.configured()
    bench.chips[0].isTestSignalBroken = true
    _ = try configured.run(.testSignal, into: &report).get()
    #expect(report.passed.isEmpty && report.tested.count == 8)
  }

  @Test func aConverterWithoutAnyNoiseOrWithTooMuchFails() throws {
    for amplitude in [0, 30_000] as [Int64] {
      let bench = oneChip()
      bench.chips[0].shortedNoiseNanovolts = amplitude
      var report = SelfTestReport()
      _ = try bench.configured().run(.shortedInputs, into: &report).get()
      #expect(report.passed.isEmpty && report.tested.count == 8)
    }
  }

  @Test(arguments: [
    (SampleRate.sps250, LeadOffSettings.Frequency.quarterRate), (.sps250, .hertz31), (.sps250, .hertz7),
    (.sps1000, .hertz31), (.sps2000, .hertz31),
  ])
  func impedancesAreFoundWithin3Percent(rate: SampleRate, frequency: LeadOffSettings.Frequency) throws {
    let ohms: [Double] = [0, 2_200, 5_000, 10_000, 50_000, 200_000, 1_000_000, 5_000]
    let bench = oneChip(signal: InputSignal(ohms: ohms) { _, _ in 0 })
    var settings = ADS1299Settings(rate: rate)
    settings.leadOff = LeadOffSettings(frequency: frequency)
    for input in 0..<7 { settings.inputs[input].leadOffPositive = true }
    var estimator = try ImpedanceEstimator(settings)
    var streaming = try bench.streaming(settings)
    var frame = Frame()
    for _ in 0..<8 * Int(estimator.samplesPerPeriod) {
      let tooEarly = estimator.ohms(input: 1)
      #expect(tooEarly == nil)
      try streaming.next(into: &frame)
      estimator.add(frame)
    }
    for input in 0..<7 {
      let found = estimator.ohms(input: input)
      #expect(abs(Double(try #require(found)) - ohms[input]) <= 0.03 * ohms[input] + 10)
    }
    let unwatched = estimator.ohms(input: 7)
    #expect(unwatched == nil)
  }

  @Test func anImpedanceIsNotGuessedAcrossAGapOrFromBrokenFrames() throws {
    var settings = ADS1299Settings()
    settings.leadOff = LeadOffSettings(frequency: .quarterRate)
    settings.inputs[0].leadOffPositive = true
    var estimator = try ImpedanceEstimator(settings)
    for index in 0..<31 as Range<UInt64> { estimator.add(Frame(sampleIndex: index)) }
    estimator.add(Frame(sampleIndex: 32))
    let afterGap = estimator.frames
    #expect(afterGap == 1)
    var frame = Frame()
    frame.invalid[0] = true
    for index in 33..<64 as Range<UInt64> {
      frame.sampleIndex = index
      estimator.add(frame)
    }
    let (frames, ohms) = (estimator.frames, estimator.ohms(input: 0))
    #expect(frames == 32 && ohms == nil)
  }

  @Test func directCurrentHasNoImpedanceEstimate() {
    var settings = ADS1299Settings()
    #expect(throws: SettingsFault.excitation) { _ = try ImpedanceEstimator(settings).frames }
    settings.leadOff = LeadOffSettings(frequency: .direct)
    #expect(throws: SettingsFault.excitation) { _ = try ImpedanceEstimator(settings).frames }
  }
}
