import Alarms
import Configuration
import Designer
import Foundation
import Inference
import Runtime
import Signal
import Vocabulary

/// A runtime of the default detector on made-up electrodes, with frames made by rule: nothing in it is random.
final class Bedside {
  /// Electrodes of a full double banana: 18 derivations.
  static let electrodes = [
    "Fp1", "F7", "T7", "P7", "O1", "F3", "C3", "P3", "Fp2", "F4", "C4", "P4", "O2", "F8", "T8", "P8", "Fz", "Cz", "Pz",
  ]

  let bundle: DetectorBundle
  let electrodes: [String]
  /// Inputs after the electrodes that are no EEG; what they measure is made by whoever plays.
  let others: [(label: String, role: InputRole)]
  let rate: Rate
  let design: SignalDesign
  var records = RecordList()
  private var runtime: Runtime
  private var next: UInt64 = 0

  /// Prepares a bedside.
  ///
  /// - Parameters:
  ///   - rateHertz: Rate of the frames.
  ///   - thresholdPerChannel: Instead of the detector's own.
  ///   - policy: Instead of the site's.
  ///   - level: Instead of none.
  ///   - electrodes: Instead of those of a full double banana; labels of none are recorded as they are.
  ///   - others: Inputs after the electrodes that are no EEG.
  ///   - model: The detector's folder, instead of the default one.
  /// - Throws: What is wrong with the shipped files.
  init(
    rateHertz: UInt32 = 250, thresholdPerChannel: Int32? = nil, policy: AlarmPolicy? = nil,
    level: PersonalLevel = .none,
    electrodes: [String] = Bedside.electrodes, others: [(label: String, role: InputRole)] = [], model: URL? = nil
  ) throws {
    self.electrodes = electrodes
    self.others = others
    bundle = try model.map(Bedside.bundle) ?? DetectorBundle.makeDefault()
    rate = Rate(rateHertz)
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: 24)
    let inputs =
      electrodes.map { InputDescription(label: $0, calibration: calibration) }
      + others.map { InputDescription(label: $0.label, calibration: calibration, role: $0.role) }
    design = try bundle.design(inputs: inputs, rate: rate).design
    let settings = RuntimeSettings(
      policy: policy ?? bundle.policy, thresholdPerChannel: thresholdPerChannel ?? bundle.thresholdPerChannel,
      clipHopsBefore: 10, clipHopsAfter: 10, level: level)
    let section = bundle.section
    let plan = try ModelPlan(section: section.span)
    runtime = try Runtime(design: design, plan: plan, section: section.span, settings: settings)
  }

  /// What its inputs lack, or the detector was not made for.
  var inputNotes: InputNotes {
    var labels = PerInput<ChannelName>(repeating: ChannelName())
    for (index, label) in (electrodes + others.map(\.label)).enumerated() {
      labels[index] = ChannelName(shortening: label)
    }
    let section = bundle.section
    return InputNotes(design: design, labels: labels, model: bundle.model, section: section.span)
  }

  /// The default bundle with another detector.
  private static func bundle(_ model: URL) throws -> DetectorBundle {
    let resources = try DefaultResources()
    let builder = try BundleBuilder(
      board: BoardDescription(at: resources.board.path), site: SiteDescription(at: resources.site.path),
      modelFolders: [model])
    return try DetectorBundle(BundleFile(bytes: builder.build()))
  }

  /// Plays seconds of a made-up signal: a sum of slow waves, different for each electrode, about 60 microvolts.
  ///
  /// - Parameters:
  ///   - seconds: How long.
  ///   - change: Changes each frame before it is played.
  func play(seconds: Double, change: (inout Frame) -> Void = { _ in }) {
    play(frames: Int(seconds * rate.hertz), change: change)
  }

  /// Plays so many frames of it.
  func play(frames: Int, change: (inout Frame) -> Void = { _ in }) {
    let section = bundle.section
    for _ in 0..<frames {
      var frame = Frame(sampleIndex: next)
      for input in electrodes.indices { frame.codes[input] = Bedside.code(next, input: input) }
      change(&frame)
      next = frame.sampleIndex + 1
      runtime.tick(frame, section: section.span, into: &records)
    }
  }

  /// Asks for the next judged hop to be explained.
  func requestExplanation() { runtime.requestExplanation() }

  /// Reports a fault of the platform.
  func report(_ reason: ReasonCode, _ phase: AlarmEvent.Phase, detail: FaultDetail = .none) {
    runtime.report(reason, phase, detail: detail, monotonicNanoseconds: 4_000_000 * next, into: &records)
  }

  /// The person's level.
  var level: PersonalLevel { runtime.level }

  /// Whether the technical alarm stands.
  var isTechnicalAlarmRaised: Bool { runtime.isTechnicalAlarmRaised }

  /// Plays frames that were played already, with other values.
  func repeatFrames(ofLast count: UInt64) {
    let section = bundle.section
    for index in (next - count)..<next {
      var frame = Frame(sampleIndex: index)
      frame.codes[0] = 1_000_000
      runtime.tick(frame, section: section.span, into: &records)
    }
  }

  /// Loses frames.
  func lose(frames: UInt64) {
    next += frames
  }

  /// Triangles of several periods in whole numbers: the same on every machine.
  private static func code(_ sample: UInt64, input: Int) -> Int32 {
    func triangle(_ period: UInt64, _ amplitude: Int32) -> Int32 {
      let phase = Int32((sample + 7 * UInt64(input)) % period)
      let half = Int32(period / 2)
      return abs(phase - half) * amplitude / half - amplitude / 2
    }
    return triangle(61, 1200) + triangle(UInt64(90 + 5 * input), 2400) + triangle(23, 500)
  }
}
