import ADS1299

/// One or two simulated chips, their wires, the kernel's edge queues and the clock: everything a driver's ports stand
/// for. Time passes only when somebody waits or bytes are exchanged, so that a run depends on its seed alone.
public final class SimulatedBench {
  /// The time now, by the monotonic clock.
  public internal(set) var now: UInt64
  /// Which control lines the board connects.
  public let wiredLines: ControlLines
  /// The serial clock's frequency.
  public let clockHertz: UInt32
  /// What goes wrong, and how often.
  public var faults: FrontEndFaults
  /// What has gone wrong.
  public internal(set) var injected = InjectedFaults()
  /// What went over the wires, if that is kept.
  public var transcript: Transcript?
  /// The first chip of each chip select.
  public let chips: [SimulatedChip]

  var generator: SeededGenerator
  var lines: [DataReadyLine]
  /// Before this time nothing happens by itself; 0 if that is not known.
  var quietUntil: UInt64 = 0
  /// The levels of the control lines.
  var isLineHigh: [ControlLine: Bool] = [.reset: true, .start: false, .powerDown: true]

  /// An edge on its way to the kernel.
  struct PendingEdge {
    /// Its time stamp.
    var stamp: UInt64
    /// Whether the kernel queues it.
    var isQueued: Bool
    /// Whether it belongs to no sample.
    var isExtra: Bool
  }

  /// A data-ready line with the kernel's queue, and what is wrong with it.
  struct DataReadyLine {
    var queue = EdgeQueue()
    /// Edges of samples that do not happen since the line sticks.
    var stuckSamples: UInt64 = 0
    /// Edges on their way to the kernel.
    var pending: [PendingEdge] = []
  }

  /// Creates a bench whose chips have just been switched on.
  ///
  /// - Parameters:
  ///   - chips: The first chip of each chip select; a daisy chain hangs on its first chip.
  ///   - wiredLines: Which control lines are connected.
  ///   - clockHertz: The serial clock's frequency.
  ///   - faults: What goes wrong.
  ///   - seed: Of all that is random.
  ///   - startNanoseconds: The clock's reading at the start.
  public init(
    chips: [SimulatedChip], wiredLines: ControlLines = ControlLines(reset: true, start: true),
    clockHertz: UInt32 = 4_000_000, faults: FrontEndFaults = FrontEndFaults(), seed: UInt64 = 1,
    startNanoseconds: UInt64 = 5_000_000_000
  ) {
    self.chips = chips
    self.wiredLines = wiredLines
    self.clockHertz = clockHertz
    self.faults = faults
    generator = SeededGenerator(seed: seed)
    now = startNanoseconds
    lines = chips.map { _ in DataReadyLine() }
    forEachChip { $0.powerUp(at: Double(now)) }
  }

  /// The bus of this bench.
  public var bus: SimulatedBus { SimulatedBus(bench: self) }
  /// The pins of this bench.
  public var pins: SimulatedPins { SimulatedPins(bench: self) }
  /// The clock of this bench.
  public var clock: SimulatedClock { SimulatedClock(bench: self) }

  /// Rules of the data sheet that were broken.
  public var violations: [String] {
    var all: [String] = []
    forEachChip { all += $0.violations }
    return all
  }

  /// Lets a data-ready line stick for good.
  public func silence(select: Int) {
    lines[select].stuckSamples = .max
  }

  /// Lets a data-ready line that stuck for good move again.
  public func release(select: Int) {
    lines[select].stuckSamples = 0
  }

  /// Changes the rate of a chip's clock.
  ///
  /// - Parameters:
  ///   - select: The chip select with this number.
  ///   - errorPartsPerMillion: How many of a million clock periods the chip has too many in a given time.
  public func setClock(select: Int, errorPartsPerMillion: Int) {
    chips[select].clockErrorPartsPerMillion = errorPartsPerMillion
    chips[select].restartConversions(at: Double(now))
    quietUntil = 0
  }

  func forEachChip(_ body: (SimulatedChip) -> Void) {
    for first in chips {
      body(first)
      var next = first.daisyInput
      while let chip = next {
        body(chip)
        next = chip.daisyInput
      }
    }
  }

  /// Whether a fault happens now.
  func happens(_ perMillion: UInt32) -> Bool {
    now < faults.endNanoseconds && generator.happens(perMillion: perMillion)
  }
}
