import Vocabulary

/// A front end that never gives up: streams, checks its registers, and after any fault starts again from the power-up.
public struct Acquisition<
  Bus: SerialBus & ~Copyable, Pins: FrontEndPins & ~Copyable, Clock: MonotonicClock & ~Copyable
>: ~Copyable {
  enum State: ~Copyable {
    case idle(ADS1299<Bus, Pins, Clock>.Idle)
    case streaming(ADS1299<Bus, Pins, Clock>.Streaming)
  }

  /// What is set up after each start.
  public let settings: ADS1299Settings
  /// Frames between two register checks.
  public let framesBetweenChecks: UInt32
  /// Time from a fault to the next attempt.
  public let retryNanoseconds: UInt64
  /// What was lost and what went wrong since the beginning, all restarts included.
  public private(set) var counters = StreamCounters()
  /// How many of a million samples the chip gives too many; nil while that is not known.
  public private(set) var rateErrorPartsPerMillion: Int32?

  // Only empty while a step is on its way.
  private var state: State?
  private var framesSinceCheck: UInt32 = 0
  private var retryAt: UInt64 = 0
  /// Whether the test signal is still to be measured, and what was found when it was.
  private var isTestDue: Bool
  private var testFault: ADS1299Fault?

  /// Creates a front end that has not been started yet.
  ///
  /// - Parameters:
  ///   - settings: What to set up.
  ///   - bus: The serial bus.
  ///   - pins: The control and data-ready lines.
  ///   - clock: The clock that stamps the edges.
  ///   - framesBetweenChecks: How many frames to fetch between two register checks, at least 1.
  ///   - retryNanoseconds: How long to wait after a fault.
  ///   - testsFirst: Whether the chip measures its own test signal before the first frame, for about 1.1 s. Inputs that
  ///     do it wrong are a fault, which is thrown once; frames come all the same.
  public init(
    settings: ADS1299Settings, bus: consuming Bus, pins: consuming Pins, clock: consuming Clock,
    framesBetweenChecks: UInt32 = 250, retryNanoseconds: UInt64 = 500_000_000, testsFirst: Bool = false
  ) {
    precondition(framesBetweenChecks > 0)
    self.settings = settings
    self.framesBetweenChecks = framesBetweenChecks
    self.retryNanoseconds = retryNanoseconds
    isTestDue = testsFirst
    state = .idle(ADS1299.Idle(bus: bus, pins: pins, clock: clock))
  }

  /// Whether frames are expected; false from a fault until the chip has been started again.
  public private(set) var isStreaming = false

  /// Waits for the next sample and fetches it; starts the chip first if need be.
  ///
  /// - Parameter frame: Takes the sample.
  /// - Throws: `ADS1299Fault` once for each fault. Just call again: the next call waits and starts the chip anew.
  public mutating func next(into frame: inout Frame) throws(ADS1299Fault) {
    guard let current = state.take() else { preconditionFailure("a step is on its way") }
    switch consume current {
    case .idle(let idle):
      var streaming = try start(idle)
      if let fault = testFault.take() {
        keep(streaming)
        throw fault
      }
      do throws(ADS1299Fault) { try streaming.next(into: &frame) } catch {
        fallBack(streaming.abandon())
        throw error
      }
      keep(streaming)
    case .streaming(var streaming):
      do throws(ADS1299Fault) {
        if framesSinceCheck >= framesBetweenChecks {
          try streaming.checkRegisters()
          framesSinceCheck = 0
        }
        try streaming.next(into: &frame)
      } catch {
        fallBack(streaming.abandon())
        throw error
      }
      keep(streaming)
    }
  }

  private mutating func start(
    _ resting: consuming ADS1299<Bus, Pins, Clock>.Idle
  ) throws(ADS1299Fault) -> ADS1299<Bus, Pins, Clock>.Streaming {
    var idle = resting
    idle.sleep(untilNanoseconds: retryAt)
    switch idle.powerUp(settings) {
    case .failed(let setback):
      let fault = setback.fault
      fallBack(setback.idle)
      throw fault
    case .reached(let configured):
      return isTestDue ? try startConversions(test(configured)) : try startConversions(configured)
    }
  }

  private mutating func test(
    _ configured: consuming ADS1299<Bus, Pins, Clock>.Configured
  ) throws(ADS1299Fault) -> ADS1299<Bus, Pins, Clock>.Configured {
    var report = SelfTestReport()
    switch configured.run(.testSignal, into: &report) {
    case .failed(let setback):
      let fault = setback.fault
      fallBack(setback.idle)
      throw fault
    case .reached(let configured):
      isTestDue = false
      if !report.wrong.isEmpty { testFault = .testSignal(inputs: report.wrong) }
      return configured
    }
  }

  private mutating func startConversions(
    _ configured: consuming ADS1299<Bus, Pins, Clock>.Configured
  ) throws(ADS1299Fault) -> ADS1299<Bus, Pins, Clock>.Streaming {
    switch configured.start() {
    case .failed(let setback):
      let fault = setback.fault
      fallBack(setback.idle)
      throw fault
    case .reached(let streaming):
      framesSinceCheck = 0
      return streaming
    }
  }

  private mutating func keep(_ streaming: consuming ADS1299<Bus, Pins, Clock>.Streaming) {
    framesSinceCheck += 1
    counters = streaming.counters
    rateErrorPartsPerMillion = streaming.rateErrorPartsPerMillion
    state = .streaming(streaming)
    isStreaming = true
  }

  private mutating func fallBack(_ resting: consuming ADS1299<Bus, Pins, Clock>.Idle) {
    var idle = resting
    counters = idle.counters
    rateErrorPartsPerMillion = nil
    retryAt = idle.nowNanoseconds() &+ retryNanoseconds
    state = .idle(idle)
    isStreaming = false
  }
}
