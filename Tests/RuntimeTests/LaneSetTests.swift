import Designer
import Inference
import Runtime
import Signal
import Simulation
import Testing
import Vocabulary

/// The signal chain with everything that this processor has, beside the reference.
@Suite struct LaneSetTests {
  private static let sets = Set(
    (1..<UInt8(KernelSet.count)).compactMap(KernelSet.init).filter(\.isSupported).map(\.lanes))

  private static func design(inputs: Int, rate: UInt32, offset: Int64 = 0) throws -> SignalDesign {
    let inputs = (0..<inputs).map { index in
      let calibration = Calibration(
        multiplier: 1 << Int64(index % 31), offset: offset, shift: UInt8(index % 31), lowestCode: .min + 5,
        highestCode: .max - 5)
      return InputDescription(label: "EEG\(index + 1)", calibration: calibration)
    }
    let request = DesignRequest(
      inputs: inputs, inputRate: Rate(rate), modelRate: 128, windowSamples: 256, hopSamples: 64)
    return try SignalDesigner.design(request).design
  }

  /// Frames at the start that are all quiet: a gap ends their minute, so that its features are of no limit.
  private static let quietCount: UInt64 = 6_000

  /// A frame of quiet, then loud or extreme codes in turns, some of them not to be trusted.
  private static func frame(_ index: UInt64, inputs: Int, noise: inout SeededGenerator) -> Frame {
    let extremes: [Int32] = [.min, .max, .min + 1, 0, -1, 1 << 30]
    let lost: UInt64 = (index > quietCount ? 70_000 : 0) + (index > 8000 ? 3 : 0) + (index > 13_000 ? 70_000 : 0)
    var frame = Frame(sampleIndex: index + lost)
    let isQuiet = index <= quietCount || index / 350 % 2 == 0
    let isExtreme = index > quietCount && index / 700 % 4 == 3
    for input in 0..<inputs {
      let number = noise.next()
      let ordinary = Int32(truncatingIfNeeded: number) >> (isQuiet ? 16 : 3)
      frame.codes[input] = isExtreme && number % 2 == 0 ? extremes[Int(number >> 40) % extremes.count] : ordinary
      if number >> 33 % 97 == 0 { frame.invalid[input] = true }
      if number >> 33 % 89 == 1 { frame.leadOff[input] = true }
    }
    return frame
  }

  @Test(arguments: zip([1, 5, 18, 32], [256, 500, 256, 250] as [UInt32]))
  func everySetGivesWhatTheReferenceGives(inputs: Int, rate: UInt32) throws {
    let design = try Self.design(inputs: inputs, rate: rate, offset: Int64(inputs) << 20)
    for lanes in Self.sets {
      var noise = SeededGenerator(seed: UInt64(inputs) << 32 | UInt64(rate))
      var reference = try SignalChain(design: design)
      var chain = try SignalChain(design: design, lanes: lanes)
      var (hops, measured) = (0, 0)
      var otherSteps = 0
      for index in 0..<UInt64(14_000) {
        let frame = Self.frame(index, inputs: inputs, noise: &noise)
        let expected = reference.step(frame)
        let found = chain.step(frame)
        if found != expected { otherSteps += 1 }
        guard expected.hopEnded else { continue }
        hops += 1
        for channel in 0..<inputs {
          let (quality, wanted) = (chain.windowQuality(channel), reference.windowQuality(channel))
          let (samples, wantedSamples) = (Self.window(chain, channel), Self.window(reference, channel))
          let (features, wantedFeatures) = (chain.features(channel), reference.features(channel))
          #expect(quality == wanted && samples == wantedSamples && features == wantedFeatures, "\(lanes), hop \(hops)")
          measured += Self.isMeasured(wantedFeatures) ? 1 : 0
        }
      }
      #expect(otherSteps == 0 && hops > 30)
      #expect(measured > inputs)
    }
  }

  /// Whether none of a minute's powers is nothing or at its limit, where it would be equal to any other.
  private static func isMeasured(_ features: ChannelFeatures) -> Bool {
    let powers = [features.delta, features.theta, features.alpha, features.beta, features.gamma, features.variance]
    return powers.allSatisfy { $0 > 0 && $0 < .max }
  }

  private static func window(_ chain: borrowing SignalChain, _ channel: Int) -> [Int32] {
    var samples = [Int32](repeating: 0, count: 256)
    var span = samples.mutableSpan
    chain.copyWindow(channel: channel, into: &span)
    return samples
  }
}
