import Vocabulary

/// The wires to the chips, and what has to outlive each of the driver's states.
struct Link<
  Bus: SerialBus & ~Copyable, Pins: FrontEndPins & ~Copyable, Clock: MonotonicClock & ~Copyable
>: ~Copyable {
  var bus: Bus
  var pins: Pins
  var clock: Clock
  var settings: ADS1299Settings
  var registers: InlineArray<2, RegisterImage>
  var counters: StreamCounters
  /// The latest sample handed out and its time, so that samples keep their numbers across a restart.
  var latestIndex: UInt64?
  var latestTime: Int64
  /// Whether samples were lost since then that cannot be counted.
  var isDiscontinuous: Bool
  var transmit: InlineArray<56, UInt8>
  var receive: InlineArray<56, UInt8>

  init(bus: consuming Bus, pins: consuming Pins, clock: consuming Clock) {
    self.bus = bus
    self.pins = pins
    self.clock = clock
    settings = ADS1299Settings()
    registers = InlineArray(repeating: RegisterImage())
    counters = StreamCounters()
    latestIndex = nil
    latestTime = 0
    isDiscontinuous = false
    transmit = InlineArray(repeating: 0)
    receive = InlineArray(repeating: 0)
  }

  /// The time now.
  mutating func now() -> Int64 { Int64(truncatingIfNeeded: clock.nowNanoseconds()) }

  /// Waits for `clocks` periods of the chip's clock.
  mutating func wait(clocks: UInt64) {
    wait(nanoseconds: Timing.nanoseconds(clocks: clocks))
  }

  /// Waits.
  mutating func wait(nanoseconds: UInt64) {
    clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ nanoseconds)
  }

  /// Drives a control line.
  mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(ADS1299Fault) {
    do throws(PortFault) { try pins.drive(line, high: isHigh) } catch { throw .port(error) }
  }

  /// The next data-ready edge, or nil if none comes before `deadline`.
  mutating func nextEdge(select: Int, deadline: Int64) throws(ADS1299Fault) -> DataReadyEdge? {
    do throws(PortFault) {
      return try pins.nextEdge(
        select: UInt8(select), deadlineNanoseconds: UInt64(truncatingIfNeeded: max(deadline, 0)))
    } catch { throw .port(error) }
  }

  /// Throws away edges from before conversions were started.
  mutating func discardEdges() throws(ADS1299Fault) {
    for select in 0..<settings.arrangement.selects {
      for _ in 0..<1024 {
        guard try nextEdge(select: select, deadline: 0) != nil else { break }
      }
    }
  }

  /// Exchanges the first `count` bytes of `transmit`.
  mutating func exchange(select: Int, count: Int) throws(ADS1299Fault) {
    let sent = transmit.span.extracting(0..<count)
    var received = receive.mutableSpan
    do throws(PortFault) {
      try bus.transfer(select: UInt8(select), transmit: sent, receive: &received)
    } catch { throw .port(error) }
  }

  /// Sends a command of one byte to every chip, and waits until it is decoded.
  mutating func send(_ command: Command) throws(ADS1299Fault) {
    for select in 0..<settings.arrangement.selects {
      transmit[0] = command.rawValue
      try exchange(select: select, count: 1)
    }
    wait(clocks: Timing.commandByteClocks)
  }
}
