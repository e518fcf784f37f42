/// Compares sample by sample as esl-epfl/timescoring's `SampleScoring` does, with the same result on every input.
public struct SampleScorer: Sendable {
  /// Samples in a second; SzCORE takes 1.
  public let rate: Double

  /// Creates a scorer.
  ///
  /// - Parameter rate: Samples in a second.
  public init(rate: Double = 1) {
    self.rate = rate
  }

  /// Scores one recording.
  ///
  /// - Parameters:
  ///   - reference: Annotated seizures.
  ///   - hypothesis: Detected events.
  ///   - durationSeconds: Length of the recording.
  /// - Returns: The counts of samples.
  public func score(reference: [Interval], hypothesis: [Interval], durationSeconds: Double) -> Score {
    let count = SampleMask.count(durationSeconds: durationSeconds, rate: rate)
    let ictal = SampleMask(reference, rate: rate, count: count)
    let detected = SampleMask(hypothesis, rate: rate, count: count)
    var score = Score(rate: rate)
    score.sampleCount = count
    for (isIctal, isDetected) in zip(ictal.samples, detected.samples) {
      score.referenceCount += isIctal ? 1 : 0
      score.truePositives += isIctal && isDetected ? 1 : 0
      score.falsePositives += !isIctal && isDetected ? 1 : 0
    }
    return score
  }
}
