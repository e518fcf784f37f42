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

  /// Every field of a design with another value than the others, as `struct` of Python packs them.
  @Test func theBytesAreWhatTheyWere() {
    func section(_ first: Int32) -> Biquad {
      let first = 16 * first
      return Biquad(b0: first + 1, b1: first + 2, b2: first + 3, a1: first + 4, a2: first + 5)
    }
    var design = SignalDesign(
      modelRate: 0x0102, channelCount: 2, windowSamples: 0x3132_3334, hopSamples: 0x3334_3536)
    (design.inputRate, design.settlingSamples) = (Rate(257, per: 3), 0x3536_3738)
    for index: Int64 in [1, 2] {
      design.calibrations[Int(index) - 1] = Calibration(
        multiplier: 0x0102_0304_0506_0700 + index, offset: -0x1112_1314_1516_1700 - index, shift: 0x20 + UInt8(index),
        lowestCode: -0x2122_2300 - Int32(index), highestCode: 0x3132_3300 + Int32(index))
    }
    (design.derivations[0], design.names[0]) = (Derivation(plus: 1, minus: 0), ChannelName("T7-F7"))
    (design.derivations[1], design.names[1]) = (Derivation(plus: Derivation.none, minus: 1), ChannelName("-T7"))
    (design.resampler.up, design.resampler.down, design.resampler.taps) = (2, 5, 3)
    for index in 0..<6 { design.resampler.coefficients[index] = 0x101 + Int32(index) }
    (design.highPass, design.notchCount, design.quality.mainsCount) = (section(1), 2, 2)
    (design.notches[0], design.notches[1]) = (section(2), section(3))
    (design.quality.mains[0], design.quality.mains[1], design.quality.muscle) = (section(4), section(5), section(6))
    design.quality.flatSpan = 0x4142_4344
    (design.quality.saturatedPermille, design.quality.leadOffPermille) = (0x0151, 0x0162)
    design.quality.invalidPermille = 0x0173
    (design.quality.mainsRatio, design.quality.mainsFloor) = (0x5152_5354, 0x6162_6364)
    (design.quality.muscleRatio, design.quality.muscleFloor) = (0x7172_7374, 0x0102_0305)
    (design.quality.holdLimit, design.quality.saturationLimit) = (0x1112_1315, 0x2122_2325)
    design.quality.unusable = Quality(rawValue: 7)
    for band in 0..<5 {
      for half in 0..<2 { design.features.bands[band][half] = section(16 + Int32(2 * band + half)) }
    }
    design.polygraphCount = 2
    design.polygraph[0] = PolygraphInput(input: 2, role: .ecg, name: ChannelName("ECG"))
    design.polygraph[1] = PolygraphInput(input: 3, role: .emg, name: ChannelName("EMG"))
    let hexadecimal = encoded(design).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(
      hexadecimal
        == "020001010000030000000201000002020107060504030201ffe8e9eaebecedee21ffdcddde013332310207060504030201fe"
        + "e8e9eaebecedee22fedcddde02333231010054372d46370000000000000000000000ff012d54370000000000000000000000"
        + "0000020000000500000003000000010100000201000003010000040100000501000006010000110000001200000013000000"
        + "1400000015000000022100000022000000230000002400000025000000310000003200000033000000340000003500000002"
        + "4100000042000000430000004400000045000000510000005200000053000000540000005500000061000000620000006300"
        + "0000640000006500000044434241510162017301545352516463626174737271050302011513121125232221070001010000"
        + "0201000003010000040100000501000011010000120100001301000014010000150100002101000022010000230100002401"
        + "0000250100003101000032010000330100003401000035010000410100004201000043010000440100004501000051010000"
        + "5201000053010000540100005501000061010000620100006301000064010000650100007101000072010000730100007401"
        + "0000750100008101000082010000830100008401000085010000910100009201000093010000940100009501000034333231"
        + "3635343338373635020201454347000000000000000000000000000302454d4700000000000000000000000000")
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
