import Simulation

/// What happens at a bed, in all that is chosen: replayed from its seed and its faults alone.
public struct Scenario: Sendable {
  /// A seizure whose truth is known.
  public struct Seizure: Hashable, Sendable {
    /// When it begins, in seconds.
    public var start: Double
    /// How long it lasts, in seconds.
    public var seconds: Double
    /// Whether it is on the left.
    public var isLeft: Bool

    /// Creates a seizure.
    public init(start: Double, seconds: Double, isLeft: Bool) {
      self.start = start
      self.seconds = seconds
      self.isLeft = isLeft
    }

    /// Reads what is written on a command line, such as `left@20+40`.
    ///
    /// - Parameter text: The side of the head, the start and the length in seconds.
    /// - Throws: `FaultTextError` saying what is wrong.
    public init(_ text: String) throws(FaultTextError) {
      let parts = text.split(separator: "@", omittingEmptySubsequences: false)
      let times = parts.count == 2 ? parts[1].split(separator: "+").map { Double($0) } : []
      guard times.count == 2, let start = times[0], let seconds = times[1], start >= 0, seconds > 0,
        parts[0] == "left" || parts[0] == "right"
      else { throw FaultTextError(what: "seizure", found: text, expected: "left@START+SECONDS or right@START+SECONDS") }
      self.init(start: start, seconds: seconds, isLeft: parts[0] == "left")
    }

    /// Amplitudes of its spikes and waves, by electrode: largest in the middle of a temporal chain.
    var microvolts: [Double] {
      let chain: [Double] = [60, 150, 260, 80]
      let other = chain.map { $0 / 12 }
      return isLeft ? chain + other : other + chain
    }
  }

  /// Chooses all that is random: offsets of the EEG, the threads' interleaving, what a power cut keeps.
  public var seed: UInt64
  /// How long it lasts.
  public var seconds: Double
  /// What goes wrong.
  public var faults: [Fault]
  /// The seizures.
  public var seizures: [Seizure]
  /// Seconds from a call to the press that answers it; nil where nobody comes.
  public var reaction: ClosedRange<Double>?

  /// Whether the driver runs over a simulated chip, byte by byte: where a fault reaches the wires. Elsewhere frames
  /// are handed to the supervisor as the driver would.
  public var isWired: Bool { faults.contains { $0.kind.traits.reach == .wires } }

  /// The scenario of five minutes and a half in which faults are placed one by one: a seizure, a person who comes, a
  /// second seizure that nobody answers.
  public static func reference(seed: UInt64, faults: [Fault]) -> Scenario {
    Scenario(
      seed: seed, seconds: 345, faults: faults,
      seizures: [
        Seizure(start: 40, seconds: 30, isLeft: false), Seizure(start: 310, seconds: 30, isLeft: true),
      ], reaction: 60...61)
  }
}
