import Configuration
import EventLog
import Signal
import Vocabulary

extension SessionBody {
  /// The session's record of a replay, under a new random pseudonym.
  ///
  /// - Parameters:
  ///   - design: The signal chain.
  ///   - labels: The inputs' labels, in their order.
  ///   - bundle: The detector and its settings.
  init(design: SignalDesign, labels: [String], bundle: DetectorBundle) {
    var pseudonym = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { pseudonym[index] = .random(in: .min ... .max) }
    self.init(
      pseudonym: pseudonym, inputRate: design.inputRate, modelRate: Rate(design.modelRate),
      windowSamples: design.windowSamples, hopSamples: design.hopSamples, model: bundle.model.name,
      operatingPoint: bundle.file.image.site.operatingPoint.name,
      thresholdPerChannel: Int64(bundle.thresholdPerChannel),
      raiseExcess: Int64(bundle.model.raiseExcess(at: bundle.file.image.site.operatingPoint)),
      firingHops: bundle.policy.firingHops, raiseHops: bundle.policy.raiseCount,
      clearHops: bundle.policy.clearCount)
    channelCount = design.channelCount
    names = design.names
    for channel in 0..<Int(design.channelCount) {
      let derivation = design.derivations[channel]
      positive[channel] = ChannelName(text: labels[Int(derivation.plus)])
      if derivation.minus != Derivation.none {
        negative[channel] = ChannelName(text: labels[Int(derivation.minus)])
      }
    }
  }
}
