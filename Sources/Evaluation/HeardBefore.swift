/// Which of a person's recordings come before one that is judged.
public enum HeardBefore: String, CaseIterable, Sendable, Encodable {
  /// Those that began earlier: all of the person's say when they began, no two the same.
  case earlier
  /// All their others: the recordings have no dates that tell them apart.
  case others
  /// None: the recording is judged as if nothing were known.
  case none
}
