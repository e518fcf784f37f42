/// How often each fault was injected: the truth to compare a driver's counters with.
public struct InjectedFaults: Equatable, Sendable {
  /// Answers with a bit lost or gained.
  public var bitSlips: UInt64 = 0
  /// Answers of all zeros or all ones.
  public var deadAnswers: UInt64 = 0
  /// Bus errors.
  public var busErrors: UInt64 = 0
  /// Edges that the kernel did not see, those of a stuck line included.
  public var lostEdges: UInt64 = 0
  /// Edges that the kernel saw and did not queue.
  public var droppedEdges: UInt64 = 0
  /// Edges that belong to no sample.
  public var extraEdges: UInt64 = 0
  /// Chips that reset themselves.
  public var brownOuts: UInt64 = 0
  /// Registers in which a bit changed.
  public var registerUpsets: UInt64 = 0
  /// Times at which the thread was not run.
  public var stalls: UInt64 = 0
  /// Power-ups after which a chip did not say who it is.
  public var deadIdentities: UInt64 = 0
  /// Samples changed invisibly.
  public var canaries: UInt64 = 0

  /// Creates counters of zero.
  public init() {}

  /// All faults together.
  public var total: UInt64 {
    bitSlips + deadAnswers + busErrors + lostEdges + droppedEdges + extraEdges + brownOuts + registerUpsets + stalls
      + deadIdentities + canaries
  }
}
