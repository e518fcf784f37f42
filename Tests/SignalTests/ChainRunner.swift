import Designer
import Signal
import Vocabulary

/// Drives a chain with signals given in microvolts and keeps what it gives.
final class ChainRunner {
  /// Codes of the test inputs are 1/16 microvolt.
  static let codesPerMicrovolt = 16.0
  static let calibration = Calibration(
    multiplier: 16, offset: 0, shift: 0, lowestCode: -(1 << 27), highestCode: 1 << 27)

  let design: SignalDesign
  private var chain: SignalChain
  private(set) var nextSampleIndex: UInt64 = 0
  /// Conditioned samples in microvolts, by channel.
  private(set) var conditioned: [[Double]]
  private(set) var steps: [ChainStep] = []
  /// Hops that ended, with each channel's quality and the usable channels.
  private(set) var hops: [(step: ChainStep, qualities: [Quality], usable: ChannelMask, isComplete: Bool)] = []

  init(_ design: SignalDesign) throws {
    self.design = design
    chain = try SignalChain(design: design)
    conditioned = Array(repeating: [], count: Int(design.channelCount))
  }

  /// A runner for `count` inputs taken as they are, at a rate.
  convenience init(
    hertz: UInt32, modelRate: UInt32 = 128, count: Int = 1, mainsHertz: [UInt32] = [50], windowSeconds: UInt32 = 4
  ) throws {
    let inputs = (0..<count).map { InputDescription(label: "EEG\($0 + 1)", calibration: ChainRunner.calibration) }
    let request = DesignRequest(
      inputs: inputs, inputRate: Rate(hertz), modelRate: modelRate, mainsHertz: mainsHertz,
      windowSamples: windowSeconds * modelRate, hopSamples: modelRate)
    try self.init(SignalDesigner.design(request).design)
  }

  var inputHertz: Double { design.inputRate.hertz }

  /// Feeds `seconds` of signal: microvolts by input and by time since the session's start.
  func feed(
    seconds: Double, mark: (inout Frame) -> Void = { _ in }, _ signal: (_ input: Int, _ time: Double) -> Double
  ) {
    for _ in 0..<Int((seconds * inputHertz).rounded()) {
      var frame = Frame(sampleIndex: nextSampleIndex)
      let time = Double(nextSampleIndex) / inputHertz
      for input in 0..<Int(design.inputCount) {
        frame.codes[input] = Int32((signal(input, time) * ChainRunner.codesPerMicrovolt).rounded())
      }
      mark(&frame)
      feed(frame)
    }
  }

  /// Feeds one frame as it is.
  @discardableResult
  func feed(_ frame: Frame) -> ChainStep {
    let step = chain.step(frame)
    steps.append(step)
    if !step.isOutOfOrder { nextSampleIndex = frame.sampleIndex &+ 1 }
    if step.modelSamples > 0 {
      let first = chain.conditionedEnd &- UInt64(step.modelSamples)
      for channel in conditioned.indices {
        conditioned[channel] += copy(channel: channel, from: first, count: Int(step.modelSamples))
          .map { Double($0) / 256 }
      }
    }
    if step.hopEnded {
      let qualities = conditioned.indices.map { chain.windowQuality($0) }
      hops.append((step, qualities, chain.usableChannels, chain.isWindowComplete))
    }
    return step
  }

  /// Loses `count` frames.
  func lose(_ count: UInt64) {
    nextSampleIndex += count
  }

  func copy(channel: Int, from first: UInt64, count: Int) -> [Int32] {
    var output = [Int32](repeating: 0, count: count)
    var span = output.mutableSpan
    chain.copyConditioned(channel: channel, from: first, count: count, into: &span)
    return output
  }

  func window(channel: Int) -> [Int32] {
    var output = [Int32](repeating: 0, count: Int(design.windowSamples))
    var span = output.mutableSpan
    chain.copyWindow(channel: channel, into: &span)
    return output
  }

  func features(_ channel: Int) -> ChannelFeatures {
    chain.features(channel)
  }

  var conditionedEnd: UInt64 { chain.conditionedEnd }
}
