import Alarms
import Bundle
import Inference
import Vocabulary

extension RuntimeSettings {
  /// The settings that a bundle's site and detector lead to: clips in whole hops, rounded up.
  ///
  /// - Parameters:
  ///   - site: The site's choices.
  ///   - model: The detector.
  ///   - policy: How windows become alarms.
  public init(site: SiteSection, model: ModelInformation, policy: AlarmPolicy) {
    self.init(
      policy: policy, thresholdPerChannel: model.threshold(at: site.operatingPoint),
      raiseExcess: model.raiseExcess(at: site.operatingPoint),
      clipHopsBefore: Self.hops(in: site.log.clipBeforeSeconds, of: model),
      clipHopsAfter: Self.hops(in: site.log.clipAfterSeconds, of: model), level: Self.level(site.ownLevel, of: model))
  }

  /// The level at a first start; none where the model does not say how its evidence is counted.
  private static func level(_ choice: SiteSection.OwnLevel, of model: ModelInformation) -> PersonalLevel {
    guard model.levelStep > 0 else { return .none }
    let scale = EvidenceScale(reference: model.levelReference, step: model.levelStep)
    switch choice {
    case .learned: return PersonalLevel(scale: scale)
    case .fixed(let steps): return PersonalLevel(scale: scale, fixedAt: Int(steps))
    }
  }

  /// Whole hops that last at least `seconds`.
  private static func hops(in seconds: UInt16, of model: ModelInformation) -> UInt16 {
    let samples = UInt64(seconds) * UInt64(model.rate.numerator)
    let perHop = UInt64(model.hopSamples) * UInt64(model.rate.denominator)
    return UInt16(clamping: (samples + perHop - 1) / perHop)
  }
}
