/// What a detector learned in a person's time in bed, and what that time was made of.
public struct LearnedPerson<Learned: Sendable>: Sendable {
  /// Learned as the device does, unlabelled.
  public var unlabelled: Learned
  /// Learned from what is known to lie outside seizures: the upper bound.
  public var labelled: Learned
  /// How far the threshold moved, in the detector's steps, unlabelled.
  public var unlabelledSteps: Int
  /// The same, labelled.
  public var labelledSteps: Int
  /// Length of the time in bed, in hours.
  public var hours: Double
  /// Part of it that lies in seizures.
  public var ictalShare: Double
  /// How many of the recordings were used: those that fit the one that is judged.
  public var recordings: Int

  /// Creates one.
  public init(
    unlabelled: Learned, labelled: Learned, unlabelledSteps: Int, labelledSteps: Int, hours: Double, ictalShare: Double,
    recordings: Int
  ) {
    self.unlabelled = unlabelled
    self.labelled = labelled
    self.unlabelledSteps = unlabelledSteps
    self.labelledSteps = labelledSteps
    self.hours = hours
    self.ictalShare = ictalShare
    self.recordings = recordings
  }

  /// The same without what was learned.
  var withoutLearned: LearnedPerson<Void> {
    LearnedPerson<Void>(
      unlabelled: (), labelled: (), unlabelledSteps: unlabelledSteps, labelledSteps: labelledSteps, hours: hours,
      ictalShare: ictalShare, recordings: recordings)
  }
}
