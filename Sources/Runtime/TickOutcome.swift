/// What a tick did with its frame.
public enum TickOutcome: Sendable {
  /// Took it; the hop it belongs to has not ended.
  case taken
  /// Took it; the hop that it ends could not be judged.
  case unjudged
  /// Took it; the hop that it ends is below the threshold.
  case quiet
  /// Took it; the hop that it ends is above the threshold.
  case firing

  /// Whether a decision is complete.
  public var isDecided: Bool { self != .taken }
}
