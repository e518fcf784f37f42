import Alarms
import EventLog
import Inference
import Signal
import Vocabulary

extension SessionBody {
  /// The session's record.
  ///
  /// - Parameters:
  ///   - pseudonym: A random number that stands for the person.
  ///   - design: The signal chain.
  ///   - labels: The inputs' labels, in their order.
  ///   - model: The detector.
  ///   - operatingPoint: Which of its thresholds is used.
  ///   - settings: What the runtime is told.
  public init(
    pseudonym: InlineArray<16, UInt8>, design: borrowing SignalDesign, labels: borrowing PerInput<ChannelName>,
    model: ModelInformation, operatingPoint: OperatingPoint, settings: RuntimeSettings
  ) {
    self.init(
      pseudonym: pseudonym, inputRate: design.inputRate, modelRate: Rate(design.modelRate),
      windowSamples: design.windowSamples, hopSamples: design.hopSamples, model: model.name,
      operatingPoint: operatingPoint.name, thresholdPerChannel: Int64(settings.thresholdPerChannel),
      raiseExcess: Int64(settings.raiseExcess),
      firingHops: settings.policy.firingHops, raiseHops: settings.policy.raiseCount,
      clearHops: settings.policy.clearCount)
    if let montage = model.montage { evidenceKind = montage.missing == .zero ? .filledMontage : .wholeMontage }
    channelCount = design.channelCount
    names = design.names
    for channel in 0..<Int(design.channelCount) {
      let derivation = design.derivations[channel]
      if derivation.plus != Derivation.none { positive[channel] = labels[Int(derivation.plus)] }
      if derivation.minus != Derivation.none { negative[channel] = labels[Int(derivation.minus)] }
    }
  }
}
