/// A port for what resets the board unless it is fed.
public protocol WatchdogFeeding: ~Copyable {
  /// Feeds it: only ever called because a decision is complete.
  mutating func feed()

  /// Stops it, where that is possible: the program was asked to end.
  mutating func stop()
}
