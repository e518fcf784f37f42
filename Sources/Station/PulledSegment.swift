/// What became of one segment of a board's log.
public struct PulledSegment: Equatable, Sendable {
  /// What it was.
  public enum Outcome: Equatable, Sendable {
    /// It was here already, to its end.
    case known
    /// It is here now to its closing record.
    case closed
    /// It is still written to: all whole records are here.
    case open
    /// The board dropped it while the log was fetched.
    case gone
    /// It is damaged on the board, which said the same twice. It is here byte for byte, with what is damaged in it.
    case damaged
    /// It is damaged on the board; with what was fetched earlier it is whole here.
    case damagedThere
    /// It came damaged, and each time differently: the line or the board's disk cannot be relied on.
    case unsteady
    /// It was damaged here, was fetched again and is whole now; the damaged copy is kept under this name.
    case repaired(earlier: String)
    /// The board's copy differs from what was fetched earlier; that is kept under this name.
    case differs(earlier: String)
  }

  /// The segment's file.
  public let name: String
  /// What became of it.
  public let outcome: Outcome
  /// Bytes that came over the wire.
  public let fetchedBytes: Int

  /// Whether a person should look at it.
  public var isProblem: Bool {
    switch outcome {
    case .known, .closed, .open, .gone, .repaired: false
    case .damaged, .damagedThere, .unsteady, .differs: true
    }
  }
}
