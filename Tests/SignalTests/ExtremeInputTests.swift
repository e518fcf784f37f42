import Designer
import Signal
import Testing
import Vocabulary

@Suite struct ExtremeInputTests {
  /// Inputs whose codes are 2^-8 microvolt, so that the largest code is 8.4 V.
  private func runner(hertz: UInt32, modelRate: UInt32 = 128, montage: MontageDefinition = .auto) throws -> ChainRunner
  {
    let calibration = Calibration(multiplier: 1, offset: 0, shift: 0, lowestCode: .min, highestCode: .max)
    let inputs = ["F7", "T7"].map { InputDescription(label: $0, calibration: calibration) }
    let request = DesignRequest(
      inputs: inputs, inputRate: Rate(hertz), modelRate: modelRate, montage: montage, windowSamples: 4 * modelRate,
      hopSamples: modelRate)
    return try ChainRunner(SignalDesigner.design(request).design)
  }

  @Test(arguments: [100, 128, 250, 256, 2000] as [UInt32], [64, 128] as [UInt32])
  func noSequenceOfCodesTraps(rate: UInt32, modelRate: UInt32) throws {
    let runner = try runner(hertz: rate, modelRate: modelRate)
    let extremes: [Int32] = [.min, .max, .min + 1, 0, -1, 1 << 30]
    var noise = NoiseSource(seed: UInt64(rate))
    for index in 0..<6 * Int(rate) {
      var frame = Frame(sampleIndex: UInt64(index))
      for input in 0..<2 {
        let choice = noise.next()
        // Slow and fast squares of full scale drive every filter to its limits.
        let square: Int32 = (index / (1 + index / 500)) % 2 == input ? .max : .min
        frame.codes[input] = choice % 3 == 0 ? extremes[Int(choice >> 8) % extremes.count] : square
      }
      runner.feed(frame)
    }
    #expect(runner.conditioned[0].count == 6 * Int(modelRate))
    #expect(runner.conditioned[0].contains { abs($0) > 1e6 })
  }

  @Test(arguments: [-4.5e6, 4.5e6, 187_500], [125, 250, 256, 2000] as [UInt32])
  func anOffsetOfVoltsDoesNotRing(microvolts: Double, rate: UInt32) throws {
    let runner = try runner(hertz: rate, montage: .referential)
    for index in 0..<4 * UInt64(rate) {
      var frame = Frame(sampleIndex: index)
      frame.codes[0] = Int32(microvolts * 256)
      frame.codes[1] = -Int32(microvolts * 256)
      runner.feed(frame)
    }
    #expect(runner.conditioned.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  @Test func afterAStepTheOutputComesToRestAtZero() throws {
    let runner = try runner(hertz: 256, montage: .referential)
    for index in 0..<UInt64(40 * 256) {
      var frame = Frame(sampleIndex: index)
      frame.codes[0] = index < 512 ? 0 : 100_000 * 256
      // A sine that stops leaves every filter full.
      frame.codes[1] = index < 512 ? Int32(SignalSource.sine(9e6, hertz: 7, time: Double(index) / 256)) : 0
      runner.feed(frame)
    }
    for channel in 0..<2 {
      let rest = runner.conditioned[channel].suffix(10 * 128)
      #expect(rest.allSatisfy { abs($0) <= 1 / 256.0 }, "no limit cycle above one unit")
    }
  }

  @Test func aSignalOfOneUnitIsNotSwallowed() throws {
    let runner = try runner(hertz: 128, montage: .referential)
    for index in 0..<UInt64(20 * 128) {
      var frame = Frame(sampleIndex: index)
      frame.codes[0] = Int32(SignalSource.sine(8, hertz: 3, time: Double(index) / 128).rounded())
      runner.feed(frame)
    }
    let amplitude = Measure.amplitude(runner.conditioned[0].suffix(8 * 128), hertz: 3, rate: 128)
    #expect(abs(amplitude * 256 / 8 - 1) < 0.05)
  }
}
