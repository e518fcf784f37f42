import Alarms
import Bundle
import Inference
import Signal
import Vocabulary

/// Why a bundle's board could stay silent, while nothing is judged or whatever is: a value outside `CallingLimits`.
public enum CallingFault: UInt8, Error, Equatable, Sendable {
  /// Too few usable channels are enough to judge.
  case quorum = 1
  /// The technical alarm waits too long for the model's hops and window.
  case technicalRaise = 2
  /// A defect that leaves no signal does not make a channel unusable.
  case unusable = 3
  /// What hardly moves passes for a signal.
  case flatSpan = 4
  /// A window of which more than half is bad passes for a good one.
  case markPermille = 5
  /// No input could give the evidence that the operating point asks for: no seizure would ever be called.
  case threshold = 6

  /// Checks everything that decides whether a line calls while nothing is judged.
  ///
  /// - Parameters:
  ///   - policy: How windows become alarms; valid.
  ///   - quality: From which signal on a channel is not to be trusted.
  ///   - plan: The detector.
  ///   - section: Its section.
  ///   - point: The operating point.
  /// - Throws: The first value with which a board could stay silent.
  static func check(
    _ policy: AlarmPolicy, _ quality: borrowing QualityDesign, _ plan: borrowing ModelPlan, section: Span<UInt8>,
    at point: OperatingPoint
  ) throws(CallingFault) {
    let model = plan.information
    guard CallingLimits.quorumPermille.contains(policy.quorumPermille) else { throw .quorum }
    let most = CallingLimits.technicalRaiseHops(
      rate: model.rate.numerator / model.rate.denominator, windowSamples: model.windowSamples,
      hopSamples: model.hopSamples)
    guard policy.technicalRaiseHops <= most else { throw .technicalRaise }
    guard quality.unusable.contains(CallingLimits.unusable) else { throw .unusable }
    guard CallingLimits.flatSpan.contains(quality.flatSpan) else { throw .flatSpan }
    guard CallingLimits.markPermille.contains(quality.saturatedPermille),
      CallingLimits.markPermille.contains(quality.leadOffPermille),
      CallingLimits.markPermille.contains(quality.invalidPermille)
    else { throw .markPermille }
    guard
      CallingLimits.isWithinReach(
        threshold: model.threshold(at: point), raiseExcess: model.raiseExcess(at: point), firingHops: policy.firingHops,
        greatestEvidence: plan.greatestEvidence(section: section))
    else { throw .threshold }
  }
}
