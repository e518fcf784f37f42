import Vocabulary

/// What is promised of a kind of fault.
public struct FaultTraits: Sendable {
  /// On what it acts.
  public enum Reach: Sendable {
    /// What the electrodes carry.
    case electrodes
    /// Bytes and edges between chip and driver: played with the driver over a simulated chip.
    case wires
    /// A thread, the process or the machine.
    case machine
    /// The disk.
    case disk
    /// Output lines or the button.
    case lines
    /// Nothing: somebody asks the board for something.
    case people
  }

  /// On what it acts.
  public var reach: Reach
  /// Seconds after which some line calls, from its beginning or from the program's start if that is later; nil where
  /// none has to.
  public var detection: Double?
  /// The reasons of which one is recorded; empty where none has to be.
  public var reasons: Set<ReasonCode> = []
  /// The shortest and the longest for which it is placed, in seconds.
  public var seconds: ClosedRange<Double> = 5...60
  /// What the device does meanwhile.
  public var behaviour: String
}
