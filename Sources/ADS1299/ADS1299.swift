/// The driver of one or two ADS1299 over a bus, pins and a clock, in three states that are three types.
///
/// `Idle` knows nothing about the chip; `Configured` has written every register and read it back; `Streaming` hands
/// out frames. A step from one to the next consumes the state it starts from, so that registers cannot be written
/// while data stream. A step that fails gives `Idle` back: the only way on is a power-up.
///
/// Source of all registers, commands and times: data sheet SBAS499.
public enum ADS1299<
  Bus: SerialBus & ~Copyable, Pins: FrontEndPins & ~Copyable, Clock: MonotonicClock & ~Copyable
> {
  /// Where a step has led.
  public enum Outcome<State: ~Copyable>: ~Copyable {
    /// To the state that was meant.
    case reached(State)
    /// Back to the beginning, and why.
    case failed(Setback)
  }

  /// A step that failed.
  // A type of its own, not two values: the compiler (6.3.1) fails on those once this generic code is specialised for a
  // board's ports.
  public struct Setback: ~Copyable {
    /// Where to begin anew.
    public var idle: Idle
    /// Why.
    public let fault: ADS1299Fault
  }

  /// A chip of which nothing is known.
  public struct Idle: ~Copyable {
    var link: Link<Bus, Pins, Clock>

    init(link: consuming Link<Bus, Pins, Clock>) {
      self.link = link
    }

    /// Creates a driver.
    ///
    /// - Parameters:
    ///   - bus: The serial bus.
    ///   - pins: The control and data-ready lines.
    ///   - clock: The clock that stamps the edges.
    public init(bus: consuming Bus, pins: consuming Pins, clock: consuming Clock) {
      link = Link(bus: bus, pins: pins, clock: clock)
    }
  }

  /// A chip whose registers hold what was asked for; it does not convert.
  public struct Configured: ~Copyable {
    var link: Link<Bus, Pins, Clock>

    init(link: consuming Link<Bus, Pins, Clock>) {
      self.link = link
    }
  }

  /// A chip that converts and sends frames.
  public struct Streaming: ~Copyable {
    var link: Link<Bus, Pins, Clock>
    var first: SampleGrid
    var second: SampleGrid
    /// How far the second chip select's sample numbers are ahead of the first's.
    var secondLead: Int64?
    /// Whether the second's samples could not be counted since the last pair.
    var isSecondUncertain = false
    var brokenRuns: InlineArray<2, UInt8>

    init(link: consuming Link<Bus, Pins, Clock>, grid: SampleGrid) {
      self.link = link
      first = grid
      second = grid
      secondLead = nil
      brokenRuns = InlineArray(repeating: 0)
    }
  }
}
