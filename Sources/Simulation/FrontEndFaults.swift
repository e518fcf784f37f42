/// Everything that can go wrong between the chip and the driver, and how often: the fault model of the simulated
/// front end.
public struct FrontEndFaults: Sendable {
  /// The time from which on nothing goes wrong any more: the cause has gone.
  public var endNanoseconds: UInt64 = .max

  // At each transfer, in a million.

  /// The receiver loses or gains one bit at some place of the answer.
  public var bitSlipPerMillion: UInt32 = 0
  /// The answer is all zeros.
  public var zeroAnswerPerMillion: UInt32 = 0
  /// The answer is all ones.
  public var onesAnswerPerMillion: UInt32 = 0
  /// The bus reports an error.
  public var busErrorPerMillion: UInt32 = 0

  // At each data-ready edge, in a million.

  /// The kernel does not see the edge.
  public var lostEdgePerMillion: UInt32 = 0
  /// The kernel sees the edge and cannot queue it.
  public var droppedEdgePerMillion: UInt32 = 0
  /// Another edge follows somewhere before the next.
  public var extraEdgePerMillion: UInt32 = 0
  /// The line sticks for some samples: their edges do not happen.
  public var stuckLinePerMillion: UInt32 = 0
  /// The most samples for which it sticks.
  public var stuckLineSamples: UInt64 = 30
  /// The supply dips: the chip resets itself.
  public var brownOutPerMillion: UInt32 = 0
  /// One bit of one register changes.
  public var registerUpsetPerMillion: UInt32 = 0
  /// Every edge's time stamp is late by up to this, in thousandths of a period.
  public var stampDelayPermille: UInt64 = 0

  // At each return to the driver's thread, in a million.

  /// The thread is not run for a while.
  public var stallPerMillion: UInt32 = 0
  /// The longest such while, in thousandths of a period.
  public var stallPermille: UInt64 = 3_000

  // At each power-up, in a million.

  /// The chip does not say who it is until the next power-up.
  public var deadIdentityPerMillion: UInt32 = 0

  // For proving that a harness has eyes.

  /// The canary: at a transfer, one bit of a sample changes, and of its repetition, so that no driver can see it.
  public var canaryPerMillion: UInt32 = 0

  /// Creates a model in which nothing goes wrong.
  public init() {}
}
