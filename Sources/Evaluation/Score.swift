/// Counts of one comparison and the figures that follow from them; undefined figures are nil.
///
/// The definitions are those of esl-epfl/timescoring since commit 473ef4b: who has seizures and no detection has an F1
/// of 0.
public struct Score: Equatable, Sendable {
  /// Events or samples of the reference.
  public var referenceCount: Int
  /// Those of them that were found.
  public var truePositives: Int
  /// Events or samples of the hypothesis that match nothing.
  public var falsePositives: Int
  /// Samples compared.
  public var sampleCount: Int
  /// Samples in a second.
  public let rate: Double

  /// A score of nothing, to add others to.
  ///
  /// - Parameter rate: Samples in a second.
  public init(rate: Double) {
    self.init(referenceCount: 0, truePositives: 0, falsePositives: 0, sampleCount: 0, rate: rate)
  }

  init(referenceCount: Int, truePositives: Int, falsePositives: Int, sampleCount: Int, rate: Double) {
    self.referenceCount = referenceCount
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.sampleCount = sampleCount
    self.rate = rate
  }

  /// True positives by reference; nil without a reference.
  public var sensitivity: Double? { Self.ratio(truePositives, referenceCount) }

  /// True positives by all positives; nil without a positive.
  public var precision: Double? { Self.ratio(truePositives, truePositives + falsePositives) }

  /// Harmonic mean of sensitivity and precision; nil only where there is neither a reference nor a false positive.
  public var f1: Double? {
    guard referenceCount + falsePositives > 0 else { return nil }
    return Self.ratio(2 * truePositives, 2 * truePositives + falsePositives + (referenceCount - truePositives))
  }

  /// False positives in 24 hours of recording, ictal time included, as timescoring counts; nil without a recording.
  public var falsePositivesPerDay: Double? {
    sampleCount == 0 ? nil : Double(falsePositives) / (Double(sampleCount) / rate / 3600 / 24)
  }

  /// Samples of the hypothesis outside the reference by all samples outside it; nil where there are none.
  ///
  /// For scores of samples only: how much of the non-ictal time is spent in detected events.
  public var falsePositiveShare: Double? { Self.ratio(falsePositives, sampleCount - referenceCount) }

  /// Adds the counts of another recording.
  ///
  /// - Precondition: Both were taken at the same rate.
  public static func += (left: inout Score, right: Score) {
    precondition(left.rate == right.rate)
    left.referenceCount += right.referenceCount
    left.truePositives += right.truePositives
    left.falsePositives += right.falsePositives
    left.sampleCount += right.sampleCount
  }

  private static func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }
}
