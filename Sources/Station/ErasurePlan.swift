/// What a choice means for a log; nothing has changed yet.
public struct ErasurePlan: Equatable, Sendable {
  /// What would be erased.
  public let erasure: LogErasure
  /// Records before the first session that the log still has, where people were named: they stay, since whose they are
  /// nobody can tell.
  public let unowned: Int
  /// Records that the board's clock stamped later than now: they are as old as what stands around them.
  public let misdated: Int
}
