import Designer
import Signal
import Testing
import Vocabulary

@Suite struct DesignCodingTests {
  private func design(hertz: UInt32 = 160) throws -> SignalDesign {
    let inputs = ["F7", "T7", "P7"].map { InputDescription(label: $0, calibration: ChainRunner.calibration) }
    return try SignalDesigner.design(
      DesignRequest(inputs: inputs, inputRate: Rate(hertz), modelRate: 64, windowSamples: 128, hopSamples: 64)
    ).design
  }

  private func encoded(_ design: SignalDesign) -> [UInt8] {
    var sink = ByteList()
    design.encode(into: &sink)
    return sink.bytes
  }

  /// Runs frames of extreme codes through a chain of this design.
  private func run(_ design: SignalDesign) throws {
    let runner = try ChainRunner(design)
    var noise = NoiseSource(seed: 9)
    for index in 0..<40 {
      var frame = Frame(sampleIndex: UInt64(index + (index / 20) * 1000))
      for input in 0..<3 { frame.codes[input] = index % 2 == 0 ? .min : Int32(truncatingIfNeeded: noise.next()) }
      runner.feed(frame)
    }
  }

  @Test func whatIsEncodedDecodesToTheSameBytes() throws {
    let bytes = encoded(try design())
    let decoded = try SignalDesign(decoding: bytes.span)
    #expect(encoded(decoded) == bytes)
  }

  @Test func noCorruptedByteTraps() throws {
    let bytes = encoded(try design())
    var refused = 0
    for offset in bytes.indices {
      for flip in [0x01, 0x80, 0xFF] as [UInt8] {
        var corrupted = bytes
        corrupted[offset] ^= flip
        guard let design = try? SignalDesign(decoding: corrupted.span) else {
          refused += 1
          continue
        }
        // What the checks let through must run; not every one, since a chain is half a megabyte.
        if offset % 3 == 0 || offset < 200 { try run(design) }
      }
    }
    // Most bytes are coefficients, whose sums are checked.
    #expect(refused > bytes.count)
  }

  @Test func noTruncationOrExtensionIsAccepted() throws {
    let bytes = encoded(try design())
    for count in bytes.indices {
      let part = Array(bytes[..<count])
      #expect(throws: SignalFault.self) { try SignalDesign(decoding: part.span) }
    }
    let longer = bytes + [0]
    #expect(throws: SignalFault.trailingBytes(count: 1)) { try SignalDesign(decoding: longer.span) }
  }

  @Test func aDesignThatCouldOverflowIsRefusedByName() throws {
    let good = try design()
    func fault(_ change: (inout SignalDesign) -> Void) -> SignalFault? {
      var bad = good
      change(&bad)
      do throws(SignalFault) { try bad.validate() } catch { return error }
      return nil
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.modelRate = 65 } == .resampler)
    #expect(fault { $0.modelRate = 31 } == .modelRate)
    #expect(fault { $0.inputCount = 0 } == .inputCount)
    #expect(fault { $0.channelCount = 33 } == .channelCount)
    #expect(fault { $0.calibrations[1].multiplier = 1 << 31 } == .calibration(input: 1))
    #expect(fault { $0.calibrations[2].shift = 62 } == .calibration(input: 2))
    #expect(fault { $0.calibrations[0].lowestCode = $0.calibrations[0].highestCode } == .calibration(input: 0))
    #expect(fault { $0.derivations[1].minus = 3 } == .derivation(channel: 1))
    #expect(fault { $0.derivations[1].minus = $0.derivations[1].plus } == .derivation(channel: 1))
    #expect(fault { $0.derivations[1] = Derivation(plus: Derivation.none, minus: 0) } == nil)
    #expect(fault { $0.derivations[1] = Derivation(plus: Derivation.none) } == .derivation(channel: 1))
    #expect(fault { $0.names[0].bytes[0] = 0 } == .name(channel: 0))
    #expect(fault { $0.names[0].bytes[1] = 7 } == .name(channel: 0))
    #expect(fault { $0.resampler.coefficients[0] += 1 } == .resamplerPhase(0))
    #expect(fault { $0.resampler.taps = 0 } == .resampler)
    #expect(fault { $0.resampler.down = 4 } == .resampler)
    #expect(fault { $0.highPass.a2 = Biquad.one } == .filter(.highPass))
    #expect(fault { $0.highPass.b0 = .min } == .filter(.highPass))
    #expect(fault { $0.quality.mains[0].a1 = .max } == .filter(.mains))
    #expect(fault { $0.quality.mains[0].b1 = 1 } == .filter(.mains))
    #expect(fault { $0.quality.mains[0].b2 -= 1 } == .filter(.mains))
    #expect(fault { $0.quality.muscle.b2 = .max } == .filter(.muscle))
    #expect(fault { $0.features.bands[2][1].a2 = -Biquad.one } == .filter(.band))
    #expect(fault { $0.features.bands[4][0].b1 = -1 } == .filter(.band))
    #expect(fault { $0.features.bands[0][1].b2 += 1 } == .filter(.band))
    #expect(fault { $0.notchCount = 5 } == .sectionCount)
    #expect(fault { $0.quality.mainsCount = 3 } == .sectionCount)
    #expect(fault { $0.hopSamples = 0 } == .window)
    #expect(fault { $0.windowSamples = 100 } == .window)
    #expect(fault { $0.windowSamples = 64 * 33 } == .window)
    #expect(fault { $0.settlingSamples = .max } == .window)
    #expect(fault { $0.quality.saturatedPermille = 1001 } == .thresholds)
    #expect(fault { $0.quality.holdLimit = 0 } == .thresholds)
    #expect(fault { $0.quality.unusable = Quality(rawValue: 1 << 14) } == .thresholds)
  }
}
