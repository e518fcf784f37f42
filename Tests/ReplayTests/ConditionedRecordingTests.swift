import Configuration
import Foundation
import Inference
import Replay
import TestSupport
import Testing
import Vocabulary

/// What `prodrome windows` gives to training.
@Suite struct ConditionedRecordingTests {
  private let resources: DefaultResources
  private let bundle: DetectorBundle

  init() throws {
    resources = try DefaultResources()
    bundle = try DetectorBundle.makeDefault()
  }

  private func conditioned() throws -> ConditionedRecording {
    let model = bundle.model
    return try ConditionedRecording(
      resources.demoRecording, site: SiteDescription(at: resources.site.path),
      windows: WindowShape(
        rate: model.rate.numerator, windowSamples: model.windowSamples, hopSamples: model.hopSamples))
  }

  private func decisions() throws -> [Decision] {
    var decisions: [Decision] = []
    let session = try ReplaySession(recording: resources.demoRecording, bundle: bundle) { event in
      if case .decision(let decision) = event { decisions.append(decision) }
    }
    try session.run()
    _ = try session.finish()
    return decisions
  }

  @Test func windowsCutFromItHaveTheEvidenceThatTheRuntimeDecidedOn() throws {
    let recording = try conditioned()
    let plan = try ModelPlan(section: bundle.section.span)
    var interpreter = Interpreter()
    let length = Int(bundle.model.windowSamples)
    var compared = 0
    for (decision, hop) in zip(try decisions(), recording.hops) {
      let end = Int(hop.index + 1) * Int(bundle.model.hopSamples)
      for channel in recording.samples.indices where decision.usable[channel] {
        let window = Array(recording.samples[channel][(end - length)..<end])
        var input = [Int8](repeating: 0, count: length)
        var span = input.mutableSpan
        plan.information.quantise(window: window.span, into: &span)
        let evidence = interpreter.evidence(of: plan, input: input.span, section: bundle.section.span)
        #expect(evidence == decision.evidence[channel])
        compared += 1
      }
    }
    #expect(compared > 40 * recording.samples.count)
  }

  @Test func everyHopIsThereWithTheQualityThatTheRuntimeSaw() throws {
    let recording = try conditioned()
    let decisions = try decisions()
    #expect(recording.hops.count == decisions.count)
    for (decision, hop) in zip(decisions, recording.hops) {
      #expect(hop.index == decision.hopIndex && hop.inputSample == decision.sampleIndex)
      #expect(hop.usable == decision.usable)
      #expect(hop.quality == recording.samples.indices.map { decision.quality[$0] })
    }
  }

  @Test func aBlockHoldsEverySampleAndHop() throws {
    let recording = try conditioned()
    let block = try recording.encoded(file: "chb01_03.edf")
    let lineEnd = try #require(block.firstIndex(of: 0x0A))
    let header = try #require(
      JSONSerialization.jsonObject(with: block[..<lineEnd]) as? [String: Any])
    let (channels, samples, hops) = (recording.samples.count, recording.samples[0].count, recording.hops.count)
    #expect(header["channels"] as? [String] == recording.channelNames)
    #expect(header["samples"] as? Int == samples && header["hops"] as? Int == hops)
    let payload = block[(lineEnd + 1)...]
    #expect(payload.count == 4 * channels * samples + hops * (8 + 8 + 4 + 2 * channels))
    let bytes = [UInt8](payload.prefix(4 * samples))
    var numbers: [Int32] = []
    for index in 0..<samples {
      var number: UInt32 = 0
      for place in 0..<4 { number |= UInt32(bytes[4 * index + place]) << UInt32(8 * place) }
      numbers.append(Int32(bitPattern: number))
    }
    #expect(numbers == recording.samples[0])
    #expect(Int(recording.hops.last?.index ?? 0) == hops - 1)
  }
}
