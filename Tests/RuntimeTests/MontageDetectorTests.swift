import EventLog
import Foundation
import Inference
import Runtime
import Signal
import Station
import TestSupport
import Testing
import Vocabulary

/// Detectors that take all channels of a montage at once.
@Suite struct MontageDetectorTests {
  /// Six channels, each needed; two outputs; `[channel][sample]`.
  private static let eegnet = "eegnet"
  /// Eighteen channels, filled with zero where missing; one sum; `[sample][channel]`.
  private static let mixing = "epidenet-like"
  /// Six channels, each needed; two outputs; `[sample][channel]`; an LSTM, whose state every window begins without.
  private static let recurrent = "recurrent"

  @Test(arguments: [eegnet, mixing, recurrent])
  func theEvidenceIsThatOfTheNetworkOnTheWindow(_ name: String) throws {
    let bedside = try Bedside(thresholdPerChannel: .min, model: Self.folder(name))
    bedside.play(seconds: 20)
    let oracle = try Oracle(bedside)
    let judged = bedside.records.decisions.filter { !$0.usable.isEmpty }
    var checked = 0
    for decision in judged {
      guard let evidence = oracle.evidence(decision, hiding: nil) else { continue }
      #expect((0..<oracle.channelCount).allSatisfy { decision.evidence[$0] == evidence })
      #expect(decision.score == Int64(evidence) * Int64(oracle.channelCount))
      checked += 1
    }
    #expect(checked >= 5)
    #expect(Set(judged.map { $0.evidence[0] }).count > 1)
  }

  @Test func whereAChannelIsNeededAHopWithoutItCannotBeJudged() throws {
    let bedside = try Bedside(model: Self.folder(Self.eegnet))
    bedside.play(seconds: 10)
    #expect(bedside.records.decisions.last?.usable == ChannelMask(first: 6))
    bedside.play(seconds: 30) { $0.leadOff[0] = true }
    let last = try #require(bedside.records.decisions.last)
    #expect(last.usable.isEmpty && last.verdict.state == .unknown && last.score == 0)
    #expect(last.quality[0].contains(.leadOff) && !last.quality[1].contains(.leadOff))
    let alarm = try #require(bedside.records.alarms.first { $0.kind == .technical })
    #expect(alarm.reason == .leadOff)
  }

  @Test func whereAChannelMayBeFilledAHopWithoutItIsJudged() throws {
    let bedside = try Bedside(thresholdPerChannel: .min, model: Self.folder(Self.mixing))
    bedside.play(seconds: 25) { $0.leadOff[0] = true }
    let last = try #require(bedside.records.decisions.last)
    // Fp1 is in two derivations.
    #expect(last.usable.count == 16)
    let oracle = try Oracle(bedside)
    let evidence = try #require(oracle.evidence(last, hiding: nil))
    for channel in 0..<18 { #expect(last.evidence[channel] == (last.usable[channel] ? evidence : 0)) }
    #expect(last.score == 16 * Int64(evidence))
  }

  @Test func whatABoardLacksOrHasInVainIsNoted() throws {
    let filled = try Bedside(
      electrodes: ["Fp1", "F7", "T7", "P7", "Fp2", "F8", "T8", "P8", "Oz"], model: Self.folder(Self.mixing))
    let notes = filled.inputNotes
    #expect(notes[0] == nil)
    #expect(notes[1].map { $0.cause == .unused && $0.labels == ["Oz"] } == true)
    #expect(
      notes[2].map { $0.cause == .filled ? $0.labels : [] } == [
        "P7-O1", "Fp1-F3", "F3-C3", "C3-P3", "P3-O1", "Fz-Cz", "Cz-Pz", "Fp2-F4", "F4-C4", "C4-P4", "P4-O2", "P8-O2",
      ])
    // One of each channel's own evidence: Cz has no neighbour; ECG is watched, not unused.
    let single = try Bedside(electrodes: ["F7", "T7", "Cz", "M1-M2"], others: [("ECG", .ecg)]).inputNotes
    #expect(single[0].map { $0.cause == .referential && $0.labels == ["Cz"] } == true)
    #expect(single[2] == nil)
    let whole = try Bedside().inputNotes
    #expect((0..<InputNotes.limit).allSatisfy { whole[$0] == nil })
  }

  /// A hyphen makes no derivation: what stands behind it may be a reference, or a contact's number.
  @Test func aHyphenMakesNoDerivation() throws {
    let single = ["Grid-1", "LA-3", "EEG1-Ref", "LA1-AVG", "LB1-A1", "-X", "X-", "LA-LAz"]
    let derived = ["LA1-LA2", "A1-A2", "LB1-LC1#2", "SEEG F1-F2", "xz-LA12"]
    let notes = try Bedside(electrodes: single + derived).inputNotes
    #expect(notes[0].map { $0.cause == .referential && $0.labels == single } == true, "\(notes[0]?.labels ?? [])")
    let against = try Bedside(electrodes: ["F7-A1", "T7-A1", "C4-A2"]).inputNotes
    #expect(against[0]?.labels.contains("C4-A2") == true)
  }

  @Test func theQuorumIsOfTheModelsChannels() throws {
    // Both temporal chains but their ends: 6 of 18 channels, fewer than half.
    let bedside = try Bedside(
      electrodes: ["Fp1", "F7", "T7", "P7", "Fp2", "F8", "T8", "P8"], model: Self.folder(Self.mixing))
    #expect(bedside.design.channelCount == 6)
    bedside.play(seconds: 30)
    #expect(bedside.records.decisions.last?.usable.count == 6)
    #expect(bedside.records.decisions.allSatisfy { $0.verdict.state == .unknown })
    #expect(bedside.isTechnicalAlarmRaised)
  }

  @Test(arguments: [eegnet, mixing, recurrent])
  func anAlarmIsExplainedByHidingOneChannelATick(_ name: String) throws {
    let bedside = try Bedside(thresholdPerChannel: .min, model: Self.folder(name))
    let channelCount = Int(bedside.design.channelCount)
    bedside.play(seconds: 4)
    while bedside.records.alarms.isEmpty { bedside.play(frames: 1) }
    for tick in 1...channelCount {
      #expect(bedside.records.evidence.isEmpty)
      bedside.play(frames: 1)
      #expect(bedside.records.evidence.count == (tick == channelCount ? 1 : 0))
    }
    let (alarm, body) = (bedside.records.alarms[0], try #require(bedside.records.evidence.first))
    #expect(alarm.rankedCount == 0)
    #expect(body.hopIndex == alarm.hopIndex && body.sampleIndex == alarm.sampleIndex && body.cause == .alarm)
    // The clips of the hop are written with the next ones.
    bedside.play(seconds: 10)
    let decision = try #require(bedside.records.decisions.first { $0.hopIndex == alarm.hopIndex })
    #expect(body.usable == decision.usable && body.output == decision.evidence[0])
    let oracle = try Oracle(bedside)
    for channel in 0..<channelCount {
      let without = try #require(oracle.evidence(decision, hiding: channel))
      #expect(body.outputWithout[channel] == without)
    }
    #expect(Set((0..<channelCount).map { body.outputWithout[$0] }).count > 1)
  }

  @Test func anyHopIsExplainedThatIsAskedFor() throws {
    let bedside = try Bedside(thresholdPerChannel: .max, model: Self.folder(Self.eegnet))
    bedside.play(seconds: 10)
    #expect(bedside.records.evidence.isEmpty)
    bedside.requestExplanation()
    bedside.play(seconds: 3)
    #expect(bedside.records.evidence.map(\.cause) == [.request])
    #expect(bedside.records.evidence.map(\.hopIndex) == [10])
  }

  @Test func aGapEndsAnExplanationWithWhatIsKnown() throws {
    let bedside = try Bedside(thresholdPerChannel: .max, model: Self.folder(Self.eegnet))
    bedside.play(seconds: 10)
    bedside.requestExplanation()
    while bedside.records.decisions.count < 11 { bedside.play(frames: 1) }
    bedside.play(frames: 2)
    bedside.lose(frames: 245)
    bedside.play(seconds: 2)
    let body = try #require(bedside.records.evidence.first)
    #expect(body.hopIndex == 10 && body.usable.count < 6)
    #expect(body.usable == ChannelMask(first: body.usable.count) && body.usable.count >= 2)
  }

  @Test func aChannelEncoderIsNotExplainedByHiding() throws {
    let bedside = try Bedside(thresholdPerChannel: .min)
    bedside.requestExplanation()
    bedside.play(seconds: 20)
    #expect(!bedside.records.alarms.isEmpty && bedside.records.evidence.isEmpty)
  }

  @Test func aMontageThatDoesNotFitIsRefusedByName() throws {
    let bedside = try Bedside(model: Self.folder(Self.eegnet))
    let section = bedside.bundle.section
    func make(_ change: (inout SignalDesign) -> Void) throws {
      var design = bedside.design
      change(&design)
      _ = try Runtime(
        design: design, plan: try ModelPlan(section: section.span), section: section.span,
        settings: bedside.bundle.settings)
    }
    try make { _ in }
    #expect(throws: RuntimeFault.montage) { try make { $0.names[3] = "Fp1-F3" } }
    #expect(throws: RuntimeFault.montage) { try make { $0.names[3] = $0.names[2] } }
    #expect(throws: RuntimeFault.montage) { try make { $0.channelCount -= 1 } }
  }

  static func folder(_ name: String) -> URL {
    SharedData.repository.appending(path: "Tests/ReplayTests/Fixtures/classifiers/\(name)")
  }
}

/// The evidence of a hop by its clips and the network alone: windows put together, quantised and laid out here, the
/// output read from the arena.
private struct Oracle {
  private let section: [UInt8]
  private let clips: [UInt64: [[Int32]]]
  private let rows: [Int]
  private let hopsPerWindow: Int
  private let windowSamples: Int
  private let isPair: Bool
  private let isSampleFirst: Bool
  let channelCount: Int

  /// Takes the clips that there are.
  init(_ bedside: Bedside) throws {
    let section = bedside.bundle.section
    let (model, channelCount) = (bedside.bundle.model, Int(bedside.design.channelCount))
    let montage = try #require(model.montage)
    var rows: [Int] = []
    for channel in 0..<channelCount {
      let row = model.row(of: bedside.design.names[channel], in: section.span)
      rows.append(try #require(row))
    }
    var clips: [UInt64: [[Int32]]] = [:]
    for clip in bedside.records.clips {
      clips[clip.heading.hopIndex] = (0..<channelCount).map { channel in
        (0..<Int(clip.heading.samplesPerChannel)).map {
          clip.heading.sample(channel: channel, index: $0, in: clip.bytes.span)
        }
      }
    }
    (self.section, self.rows, self.clips, self.channelCount) = (section, rows, clips, channelCount)
    hopsPerWindow = Int(model.windowSamples / model.hopSamples)
    windowSamples = Int(model.windowSamples)
    isPair = montage.output == .seizureLast
    isSampleFirst = montage.layout == .samplesFirst
  }

  /// The evidence of a hop whose clips are there.
  func evidence(_ decision: Decision, hiding hidden: Int?) -> Int32? {
    guard decision.hopIndex + 1 >= UInt64(hopsPerWindow), let plan = try? ModelPlan(section: section.span) else {
      return nil
    }
    let model = plan.information
    let modelChannels = Int(model.inputChannels)
    var input = [Int8](repeating: model.quantiser.zeroPoint, count: modelChannels * windowSamples)
    for channel in 0..<channelCount where decision.usable[channel] && channel != hidden {
      var window: [Int32] = []
      for hop in (decision.hopIndex + 1 - UInt64(hopsPerWindow))...decision.hopIndex {
        guard let clip = clips[hop] else { return nil }
        window += clip[channel]
      }
      for (index, sample) in window.enumerated() {
        let place = isSampleFirst ? index * modelChannels + rows[channel] : rows[channel] * windowSamples + index
        input[place] = model.quantiser.quantise(sample)
      }
    }
    var interpreter = Interpreter(kernels: .reference)
    interpreter.run(plan, input: input.span, section: section.span)
    let output = interpreter.values(of: plan.tensor(Int(model.outputTensor))).map(Int32.init)
    return isPair ? output[1] - output[0] : interpreter.evidence(of: plan, input: input.span, section: section.span)
  }
}
