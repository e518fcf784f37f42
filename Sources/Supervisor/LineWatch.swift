import Vocabulary

/// Follows whether the lines that tell can be driven, are where they were driven, and the button can be read.
public struct LineWatch: Sendable {
  /// With a line failing for so long, the program gives up: nobody then drives the lines, and they call. A chip that
  /// has gone from the system is given up at once. A wire that something else holds is no reason to give the others up:
  /// they call.
  public static let limitNanoseconds: UInt64 = 1_000_000_000

  private var isFaulty = false
  private var failingSince: UInt64?
  /// Which line is gone, and how that showed: the program has to end; nil while none is.
  public private(set) var lostLine: FaultDetail?

  /// Begins with lines that work.
  public init() {}

  /// Takes the outcome of driving and reading all lines once.
  ///
  /// - Parameters:
  ///   - fault: The first line that failed, if one did.
  ///   - now: The time, by the monotonic clock.
  /// - Returns: The fault that begins or ends, if one does.
  public mutating func step(_ fault: LineFault?, now: UInt64) -> FaultChange? {
    guard let fault else {
      failingSince = nil
      guard isFaulty else { return nil }
      isFaulty = false
      return FaultChange(.line, .cleared)
    }
    let began = failingSince ?? now
    failingSince = fault.isStuck ? nil : began
    let isLost = fault.isGone || (!fault.isStuck && now &- began > Self.limitNanoseconds)
    if isLost && lostLine == nil { lostLine = fault.detail }
    guard !isFaulty else { return nil }
    isFaulty = true
    return FaultChange(.line, .raised, fault.detail)
  }
}
