import Configuration
import EventLog
import Inference
import Station
import Vocabulary

/// A bundle's model on the EEG that a log holds.
final class LoggedModel {
  private let model: ModelInformation
  private let plan: ModelPlan
  private let section: [UInt8]
  private let kernels: KernelSet
  private var memory: [Int8]
  /// Of a model that takes all channels at once.
  private var montage: BatchedEncoder?

  /// Prepares the model.
  ///
  /// - Parameter bundle: The bundle.
  /// - Throws: `ModelFault`, or what is wrong with the kernels that were asked for.
  init(_ bundle: DetectorBundle) throws {
    model = bundle.model
    let section = bundle.section
    self.section = section
    plan = try ModelPlan(section: section.span)
    kernels = try .fromEnvironment()
    memory = Array(repeating: 0, count: Int(model.arenaBytes))
    if model.montage != nil { montage = BatchedEncoder(plan, channelCount: 1, kernels: kernels) }
  }

  /// Whether the model can be run on a session's EEG.
  ///
  /// - Parameter settings: The session's.
  /// - Returns: Why it cannot; nil if it can.
  func refusal(of settings: SessionBody) -> String? {
    guard settings.modelRate == model.rate, settings.hopSamples == model.hopSamples else {
      let hop = Double(settings.hopSamples) / settings.modelRate.hertz
      return "the log's EEG is of \(settings.modelRate.hertz) Hz with a decision each \(hop) s, the model takes "
        + "\(model.rate.hertz) Hz and decides each \(Double(model.hopSamples) / model.rate.hertz) s"
    }
    guard model.montage != nil else { return nil }
    let lacking = (0..<Int(settings.channelCount)).first { row(of: $0, settings) == nil }
    return lacking.map { "the model knows no channel \(settings.names[$0].label)" }
  }

  /// Evaluates a hop.
  ///
  /// - Parameters:
  ///   - recorded: The hop as the board recorded it: its usable channels, and the threshold that was in force.
  ///   - eeg: The EEG around it.
  ///   - settings: The session's.
  /// - Returns: The hop as the model has it; nil where the EEG is not whole.
  func decision(_ recorded: Decision, _ eeg: EpisodeEEG, _ settings: SessionBody) -> Decision? {
    let count = Int(model.windowSamples)
    let end = (recorded.hopIndex + 1) * UInt64(model.hopSamples)
    var windows: [(channel: Int, input: [Int8])] = []
    for channel in 0..<Int(recorded.channelCount) where recorded.usable[channel] {
      guard let samples = eeg.window(channel, count: count, endingBefore: end) else { return nil }
      windows.append((channel, quantised(Array(samples))))
    }
    var decision = recorded
    if let montage = model.montage, montage.missing == .refuse, windows.count < Int(recorded.channelCount) {
      windows = []
      decision.usable = ChannelMask()
      decision.threshold = 0
    }
    decision.evidence = model.montage == nil ? perChannel(windows) : ofMontage(windows, settings)
    decision.score = windows.reduce(0) { $0 + Int64(decision.evidence[$1.channel]) }
    return decision
  }

  private func quantised(_ samples: [Int32]) -> [Int8] {
    var input = [Int8](repeating: 0, count: samples.count)
    var values = input.mutableSpan
    model.quantise(window: samples.span, into: &values)
    return input
  }

  private func perChannel(_ windows: [(channel: Int, input: [Int8])]) -> PerChannel<Int32> {
    var evidence = PerChannel<Int32>(repeating: 0)
    let section = section
    for (channel, input) in windows {
      var arena = memory.mutableSpan
      evidence[channel] = plan.evidence(input: input.span, section: section.span, arena: &arena, kernels: kernels)
    }
    return evidence
  }

  private func ofMontage(
    _ windows: [(channel: Int, input: [Int8])], _ settings: SessionBody
  ) -> PerChannel<Int32> {
    var evidence = PerChannel<Int32>(repeating: 0)
    guard !windows.isEmpty else { return evidence }
    montage?.clearMontage(model)
    for (channel, input) in windows {
      if let row = row(of: channel, settings) { montage?.take(input.span, ofRow: row, model) }
    }
    let section = section
    let all = montage?.evaluateMontage(of: plan, section: section.span) ?? 0
    for (channel, _) in windows { evidence[channel] = all }
    return evidence
  }

  private func row(of channel: Int, _ settings: SessionBody) -> Int? {
    let section = section
    return model.row(of: settings.names[channel], in: section.span)
  }
}
