import Alarms
import EventLog
import Foundation
import Inference
import ModelCompiler
import Replay
import Runtime
import Signal
import TestSupport
import Testing
import Vocabulary

@Suite struct RuntimeTests {
  @Test func sameFramesGiveTheSameDigest() throws {
    let (first, second) = (try Bedside(), try Bedside())
    first.play(seconds: 12)
    second.play(seconds: 12) { $0.monotonicNanoseconds = $0.sampleIndex * 4_000_000 + 17 }
    #expect(first.records.digest.count > 10)
    #expect(first.records.digest.digest == second.records.digest.digest)
    let third = try Bedside()
    third.play(seconds: 12) { if $0.sampleIndex == 2500 { $0.codes[3] += 20_000 } }
    #expect(first.records.digest.digest != third.records.digest.digest)
  }

  @Test func scoreIsExactlyTheSumOfTheEvidence() throws {
    let bedside = try Bedside(thresholdPerChannel: 7)
    bedside.play(seconds: 14) { if $0.sampleIndex > 2000 { $0.leadOff[4] = true } }
    let judged = bedside.records.decisions.filter { !$0.usable.isEmpty }
    #expect(judged.count >= 5)
    #expect(judged.contains { $0.usable.count < 18 })
    for decision in judged {
      let sum = (0..<18).reduce(Int64(0)) { $0 + Int64(decision.evidence[$1]) }
      #expect(decision.score == sum)
      #expect(decision.threshold == 7 * Int64(decision.usable.count))
      for channel in 0..<18 where !decision.usable[channel] { #expect(decision.evidence[channel] == 0) }
    }
  }

  @Test func everyDecisionCarriesTheThresholdInForce() throws {
    let scale = EvidenceScale(reference: 0, step: 3)
    let fixed = try Bedside(thresholdPerChannel: 7, level: PersonalLevel(scale: scale, fixedAt: -5))
    fixed.play(seconds: 14)
    let judged = fixed.records.decisions.filter { !$0.usable.isEmpty }
    #expect(judged.count >= 5)
    for decision in judged { #expect(decision.threshold == (7 - 15) * Int64(decision.usable.count)) }
    #expect(fixed.level.learnedHops == 0)
  }

  @Test func aLevelThatIsLearnedMovesTheThreshold() throws {
    let scale = EvidenceScale(reference: .max / 4, step: 1000)
    let bedside = try Bedside(thresholdPerChannel: .max / 2, level: PersonalLevel(scale: scale))
    bedside.play(seconds: 1200)
    let judged = bedside.records.decisions.filter { !$0.usable.isEmpty }
    #expect(judged.first?.threshold == Int64(Int32.max / 2) * 18)
    #expect(judged.last?.threshold == (Int64(Int32.max / 2) - 40_000) * 18)
    #expect(bedside.level.learnedHops > 900)
    #expect(bedside.level.thresholdSteps == -PersonalLevel.mostSteps)
  }

  @Test func everyAlarmIsExplainedByItsRecordsAlone() throws {
    let bedside = try Bedside(thresholdPerChannel: .min)
    bedside.play(seconds: 25)
    let alarm = try #require(bedside.records.alarms.first)
    let hops = bedside.records.decisions.filter {
      $0.hopIndex <= alarm.hopIndex && $0.isAboveThreshold
    }.suffix(Int(bedside.bundle.policy.firingHops))
    for channel in 0..<18 {
      let excess = hops.reduce(Int64(0)) { $0 + Int64($1.evidence[channel]) - Int64(Int32.min) }
      #expect(alarm.excess[channel] == excess)
    }
    let order = (0..<Int(alarm.rankedCount)).map { alarm.excess[Int(alarm.ranked[$0])] }
    #expect(order == order.sorted(by: >))
  }

  @Test func clipsHoldExactlyWhatTheEncoderSaw() throws {
    let bedside = try Bedside(thresholdPerChannel: .min)
    bedside.play(seconds: 30)
    let hopsPerWindow = Int(bedside.design.windowSamples / bedside.design.hopSamples)
    let clips = bedside.records.clips
    #expect(clips.count > hopsPerWindow)
    #expect(Set(clips.map(\.heading.hopIndex)).count == clips.count)
    let decisions = Dictionary(uniqueKeysWithValues: bedside.records.decisions.map { ($0.hopIndex, $0) })
    let section = bedside.bundle.section
    let plan = try ModelPlan(section: section.span)
    var interpreter = Interpreter()
    var checked = 0
    for end in hopsPerWindow..<clips.count {
      let window = clips[(end - hopsPerWindow + 1)...end]
      let last = clips[end].heading.hopIndex
      guard window.first?.heading.hopIndex == last - UInt64(hopsPerWindow) + 1,
        let decision = decisions[last], !decision.usable.isEmpty
      else { continue }
      for channel in stride(from: 0, to: 18, by: 5) {
        let samples = window.flatMap { clip in
          (0..<Int(clip.heading.samplesPerChannel)).map {
            clip.heading.sample(channel: channel, index: $0, in: clip.bytes.span)
          }
        }
        var input = [Int8](repeating: 0, count: samples.count)
        var span = input.mutableSpan
        plan.information.quantise(window: samples.span, into: &span)
        let evidence = interpreter.evidence(of: plan, input: input.span, section: section.span)
        #expect(evidence == decision.evidence[channel])
        checked += 1
      }
    }
    #expect(checked > 20)
  }

  @Test func neverInfersAcrossAGap() throws {
    let bedside = try Bedside(thresholdPerChannel: .max)
    bedside.play(seconds: 12)
    bedside.lose(frames: 1)
    bedside.play(seconds: 12)
    let fault = try #require(bedside.records.faults.first { $0.reason == .framesLost })
    #expect(fault.sampleIndex == 3001)
    #expect(fault.detail == .framesLost(1))
    let blindSamples =
      UInt64(bedside.design.settlingSamples + bedside.design.windowSamples) * 250 / UInt64(bedside.design.modelRate)
    let after = bedside.records.decisions.filter { $0.sampleIndex > 3001 }
    #expect(after.contains { !$0.usable.isEmpty })
    for decision in after {
      #expect(decision.usable.isEmpty == (decision.sampleIndex < 3001 + blindSamples))
      if decision.usable.isEmpty { #expect(decision.verdict.state == .unknown) }
    }
    #expect(bedside.records.faults.contains { $0.reason == .framesLost && $0.phase == .cleared })
  }

  @Test func framesOfThePastAreAFaultAndAreNotUsed() throws {
    let (straight, disturbed) = (try Bedside(), try Bedside())
    straight.play(seconds: 10)
    disturbed.play(seconds: 5)
    disturbed.repeatFrames(ofLast: 20)
    disturbed.play(seconds: 5)
    let faults = disturbed.records.faults.filter { $0.reason == .frontEnd }
    #expect(faults.map(\.phase) == [.raised, .cleared])
    #expect(disturbed.records.decisions.map(\.score) == straight.records.decisions.map(\.score))
  }

  @Test func aGapOfYearsIsOneTick() throws {
    let bedside = try Bedside()
    bedside.play(seconds: 8)
    let before = bedside.records.decisions.count
    bedside.lose(frames: 1 << 40)
    bedside.play(seconds: 1)
    #expect(bedside.records.decisions.count <= before + 2)
    #expect(bedside.records.alarms.contains { $0.kind == .technical && $0.reason == .framesLost })
  }

  @Test func isNeverSilentlyBlind() throws {
    let bedside = try Bedside()
    bedside.play(seconds: 10)
    #expect(!bedside.isTechnicalAlarmRaised)
    bedside.play(seconds: 30) { frame in
      for input in Bedside.electrodes.indices { frame.leadOff[input] = true }
    }
    let alarm = try #require(bedside.records.alarms.first { $0.kind == .technical })
    #expect(alarm.reason == .leadOff)
    let blindFrom = bedside.records.decisions.first { $0.hopIndex > 8 && $0.usable.isEmpty }?.hopIndex
    // A fifth of half a minute and one more.
    let stated: UInt64 = 7
    #expect(alarm.hopIndex == (blindFrom ?? 0) + stated - 1)
    #expect(bedside.isTechnicalAlarmRaised)
    bedside.play(seconds: 40)
    #expect(!bedside.isTechnicalAlarmRaised)
  }

  @Test func losingOneElectrodeDropsOnlyItsChannels() throws {
    let bedside = try Bedside()
    bedside.play(seconds: 8)
    bedside.play(seconds: 6) { $0.leadOff[17] = true }
    let last = try #require(bedside.records.decisions.last)
    #expect(last.usable.count == 16)
    let lost = (0..<18).filter { !last.usable[$0] }
    #expect(lost.allSatisfy { last.quality[$0].contains(.leadOff) })
    var mask = ChannelMask()
    for channel in lost { mask[channel] = true }
    #expect(bedside.records.faults.contains { $0.reason == .leadOff && $0.detail == .channels(mask) })
  }

  @Test func writesFeaturesOfEveryMinute() throws {
    let bedside = try Bedside()
    bedside.play(seconds: 125)
    #expect(bedside.records.features.map(\.minuteIndex) == [0, 1])
    let second = try #require(bedside.records.features.last)
    #expect(second.channels[0].sampleCount == 60 * bedside.design.modelRate)
    #expect(second.channels[0].lineLength > 0)
  }

  @Test func extremeCodesNeverTrap() throws {
    let bedside = try Bedside()
    bedside.play(seconds: 12) { frame in
      let extreme: Int32 = frame.sampleIndex % 3 == 0 ? .max : .min
      for input in 0..<Limits.inputs { frame.codes[input] = extreme }
    }
    #expect(bedside.records.decisions.count == 12)
    #expect(bedside.records.decisions.allSatisfy { $0.usable.isEmpty })
  }

  @Test func stateFitsOneMebibyteForEveryMontage() {
    #expect(MemoryLayout<Runtime>.size <= 1 << 20)
  }

  @Test func partsThatDoNotFitAreRefusedByName() throws {
    let bedside = try Bedside()
    let section = bedside.bundle.section
    var settings = bedside.bundle.settings
    settings.clipHopsBefore = 600
    #expect(throws: RuntimeFault.clip) { try make(bedside.design, section, settings) }
    var window = bedside.design
    window.windowSamples -= window.hopSamples
    #expect(throws: RuntimeFault.window) { try make(window, section, bedside.bundle.settings) }
    var hop = bedside.design
    hop.hopSamples /= 2
    #expect(throws: RuntimeFault.hop) { try make(hop, section, bedside.bundle.settings) }
    var rate = bedside.design
    rate.modelRate += 1
    #expect(throws: RuntimeFault.rate) { try make(rate, section, bedside.bundle.settings) }
  }

  @Test func aDetectorThatTakesInt16IsRefused() throws {
    let bedside = try Bedside()
    let file = SharedData.repository.appending(path: "Tests/InferenceTests/Fixtures/int16-input.tflite")
    let model = try ModelCompiler.compile(file: Array(try Data(contentsOf: file)), metadata: nil)
    #expect(try ModelPlan(section: model.section.span).information.evidenceIsAdditive)
    #expect(throws: RuntimeFault.input) { try make(bedside.design, model.section, bedside.bundle.settings) }
  }

  private func make(_ design: SignalDesign, _ section: [UInt8], _ settings: RuntimeSettings) throws {
    let plan = try ModelPlan(section: section.span)
    _ = try Runtime(design: design, plan: plan, section: section.span, settings: settings)
  }
}
