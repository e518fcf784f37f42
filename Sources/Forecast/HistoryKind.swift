/// What an entry of a history is.
public enum HistoryKind: UInt8, BitwiseCopyable, Sendable {
  /// A stretch of time in which a seizure would have been seen. Where a history has none, nobody says, and all counts.
  case observed = 0
  /// A seizure alarm of a board.
  case alarm = 1
  /// A seizure that somebody wrote down.
  case diary = 2
}
