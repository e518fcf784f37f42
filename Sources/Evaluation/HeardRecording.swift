/// A recording of a person that was heard before another one is judged.
public struct HeardRecording<Heard: Sendable>: Sendable {
  /// What the detector kept of it.
  public let heard: Heard
  /// Its annotated seizures. No rule that learns unlabelled may look at them: they tell how rare seizures are made.
  public let seizures: [Interval]

  /// Creates one.
  public init(_ heard: Heard, seizures: [Interval]) {
    self.heard = heard
    self.seizures = seizures
  }
}
