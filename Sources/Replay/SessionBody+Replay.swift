import Configuration
import EventLog
import Runtime
import Signal
import Vocabulary

extension SessionBody {
  /// The session's record of a replay, under a new random pseudonym.
  ///
  /// - Parameters:
  ///   - design: The signal chain.
  ///   - labels: The inputs' labels, in their order, as records hold them.
  ///   - bundle: The detector and its settings.
  init(design: SignalDesign, labels: PerInput<ChannelName>, bundle: DetectorBundle) {
    var pseudonym = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { pseudonym[index] = .random(in: .min ... .max) }
    self.init(
      pseudonym: pseudonym, design: design, labels: labels, model: bundle.model,
      operatingPoint: bundle.file.image.site.operatingPoint, settings: bundle.settings)
  }
}
