/// What became of a request. Numbers are never reused.
public enum BedOutcome: UInt8, Sendable {
  /// It was done, and what follows from it is durable.
  case done = 1
  /// A seizure alarm stands or has not been acknowledged: nothing was done.
  case refusedInAlarm = 2
  /// The request makes no sense to this board.
  case refused = 3
}
