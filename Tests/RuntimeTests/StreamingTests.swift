import Inference
import Signal
import TestSupport
import Testing
import Vocabulary

/// The runtime evaluates only what is new of each window; here every window is evaluated whole beside it.
@Suite struct StreamingTests {
  @Test func givesTheEvidenceOfWholeWindowsThroughGapsAndLostElectrodes() throws {
    let bedside = try Bedside(thresholdPerChannel: .max)
    var chain = try SignalChain(design: bedside.design)
    let section = bedside.bundle.section
    let plan = try ModelPlan(section: section.span)
    var interpreter = Interpreter(kernels: .reference)
    var expected: [UInt64: [Int: Int32]] = [:]
    var window = [Int32](repeating: 0, count: plan.inputCount)
    var input = [Int8](repeating: 0, count: plan.inputCount)
    let watch = { (frame: Frame) in
      let step = chain.step(frame)
      guard step.hopEnded else { return }
      for channel in stride(from: 0, to: Int(bedside.design.channelCount), by: 3) where chain.usableChannels[channel] {
        var samples = window.mutableSpan
        chain.copyWindow(channel: channel, into: &samples)
        var values = input.mutableSpan
        plan.information.quantise(window: window.span, into: &values)
        expected[step.hopIndex, default: [:]][channel] = interpreter.evidence(
          of: plan, input: input.span, section: section.span)
      }
    }
    for round in 0..<2 {
      bedside.play(seconds: 8) { watch($0) }
      bedside.play(seconds: 0.7) { frame in
        frame.leadOff[4 + round] = true
        watch(frame)
      }
      bedside.play(seconds: 6) { watch($0) }
      bedside.lose(frames: [1, 250][round])
    }
    var compared = 0
    for decision in bedside.records.decisions {
      let hop = expected[decision.hopIndex] ?? [:]
      #expect(stride(from: 0, to: 18, by: 3).count { decision.usable[$0] } == hop.count)
      for (channel, evidence) in hop {
        #expect(decision.evidence[channel] == evidence, "hop \(decision.hopIndex), channel \(channel)")
        compared += 1
      }
    }
    #expect(compared > 60)
  }
}
