import Designer
import Signal
import Testing
import Vocabulary

/// Digests over whole runs: any change of any bit, on any machine, shows.
@Suite struct ExactnessTests {
  /// FNV-1a, 64 bits.
  private func digest(_ values: some Sequence<Int64>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for value in values {
      for place in 0..<8 {
        hash ^= UInt64(UInt8(truncatingIfNeeded: value >> Int64(8 * place)))
        hash &*= 0x100_0000_01B3
      }
    }
    return hash
  }

  private func design(hertz: UInt32) throws -> SignalDesign {
    let inputs = ["Fp1", "F7", "T3", "T5", "O1"].map {
      InputDescription(
        label: $0,
        calibration: Calibration(multiplier: 1_717, offset: 5, shift: 5, lowestCode: -32_768, highestCode: 32_767))
    }
    return try SignalDesigner.design(
      DesignRequest(inputs: inputs, inputRate: Rate(hertz), modelRate: 128, windowSamples: 512, hopSamples: 128)
    ).design
  }

  @Test(
    arguments: [(128, 13_347_210_363_608_779_148), (250, 10_159_052_125_022_878_444), (256, 8_785_913_774_383_931_800)]
      as [(UInt32, UInt64)])
  func theDesignersConstantsNeverChangeUnnoticed(rate: UInt32, expected: UInt64) throws {
    var sink = ByteList()
    try design(hertz: rate).encode(into: &sink)
    #expect(digest(sink.bytes.map { Int64($0) }) == expected)
  }

  @Test func theChainsOutputNeverChangesUnnoticed() throws {
    let runner = try ChainRunner(design(hertz: 250))
    var noise = NoiseSource(seed: 42)
    var walk = [Int32](repeating: 0, count: 5)
    for index in 0..<UInt64(70 * 250) where !(9000..<9321).contains(index) {
      var frame = Frame(sampleIndex: index)
      for input in 0..<5 {
        walk[input] = max(
          -32_768, min(32_767, walk[input] - walk[input] / 64 + Int32(truncatingIfNeeded: noise.next() % 129) - 64))
        frame.codes[input] = walk[input]
      }
      frame.invalid[2] = noise.next() % 500 == 0
      frame.leadOff[4] = (5000..<5600).contains(index)
      runner.feed(frame)
    }
    let samples = runner.conditioned.flatMap { $0.map { Int64($0 * 256) } }
    let hops = runner.hops.flatMap { hop in
      [Int64(hop.step.hopIndex), Int64(hop.usable.rawValue)] + hop.qualities.map { Int64($0.rawValue) }
    }
    let features = (0..<4).flatMap { channel in
      let minute = runner.features(channel)
      return [minute.lineLength, minute.variance, minute.delta, minute.theta, minute.alpha, minute.beta, minute.gamma]
        .map { Int64($0) } + [Int64(minute.lagOneAutocorrelation), Int64(minute.spikes)]
    }
    #expect(digest(samples) == 13_022_503_683_251_950_397)
    #expect(digest(hops) == 6_745_196_178_130_418_312)
    #expect(digest(features) == 9_769_486_119_890_483_762)
  }

  @Test func theWholeStateFitsTheDevice() {
    #expect(MemoryLayout<SignalChain>.size < 580 * 1024)
    #expect(MemoryLayout<SignalDesign>.size < 36 * 1024)
  }
}
