import ADS1299
import Alarms
import Bundle
import Vocabulary

/// Tests a board's front end, its inputs, the data-ready line's timing and the alarm lines, measures the electrodes'
/// impedances, and says what was measured.
public enum BoardTest<
  Bus: SerialBus & ~Copyable, Pins: FrontEndPins & ~Copyable, Clock: MonotonicClock & ~Copyable,
  Text: TextSink & ~Copyable
> {
  /// The chip under test.
  public typealias Chip = ADS1299<Bus, Pins, Clock>

  /// A clock of the chip that is off by more is a defect: 2.5 % over temperature (data sheet SBAS499), and a little for
  /// the measuring.
  public static var clockLimitPartsPerMillion: Int32 { 26_000 }

  /// Tests the front end.
  ///
  /// - Parameters:
  ///   - idle: The chip.
  ///   - settings: What it is set up with.
  ///   - names: The names of bus and lines, for people.
  ///   - text: Where to say it.
  /// - Returns: Whether all passed; what could not be measured did not.
  public static func run(
    _ idle: consuming Chip.Idle, _ settings: borrowing ADS1299Settings, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    switch idle.powerUp(settings) {
    case .failed(let setback): return fail("front end: identity and registers", setback.fault, names, &text)
    case .reached(let configured):
      text.write("front end: identity and registers: passed\n")
      return testShorted(configured, names, &text)
    }
  }

  private static func testShorted(
    _ configured: consuming Chip.Configured, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    var report = SelfTestReport()
    switch configured.run(.shortedInputs, into: &report) {
    case .failed(let setback): return fail("inputs shorted", setback.fault, names, &text)
    case .reached(let configured):
      let isQuiet = write("inputs shorted", report, &text)
      return testSignal(configured, names, &text) && isQuiet
    }
  }

  private static func testSignal(
    _ configured: consuming Chip.Configured, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    var report = SelfTestReport()
    switch configured.run(.testSignal, into: &report) {
    case .failed(let setback): return fail("test signal", setback.fault, names, &text)
    case .reached(let configured):
      let isRight = write("test signal", report, &text)
      return measureImpedances(configured, names, &text) && isRight
    }
  }

  /// Measures the electrodes' impedances: which is too high, a person says; what could not be measured has failed.
  private static func measureImpedances(
    _ configured: consuming Chip.Configured, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    var report = ImpedanceReport()
    switch configured.measureImpedances(into: &report) {
    case .failed(let setback): return fail("impedances", setback.fault, names, &text)
    case .reached(let configured):
      for input in 0..<Limits.inputs where report.connected[input] {
        text.write("impedance: input ")
        text.write(input + 1)
        text.write(report.measured[input] ? ": ohms " : ": not measurable: FAILED")
        if report.measured[input] { text.write(report.ohms[input]) }
        text.write("\n")
      }
      let isMeasured = report.measured == report.connected
      return testTiming(configured, names, &text) && isMeasured
    }
  }

  /// Streams for ten seconds: how regular the edges are, and how long after one its sample is there.
  private static func testTiming(
    _ configured: consuming Chip.Configured, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    let count = 10 * Int(configured.settings.rate.hertz)
    switch configured.start() {
    case .failed(let setback): return fail("streaming", setback.fault, names, &text)
    case .reached(var streaming):
      var frame = Frame()
      var lostBefore: UInt64 = 0
      var timing = EdgeTiming(periodNanoseconds: streaming.settings.rate.periodNanoseconds)
      do throws(ADS1299Fault) {
        try streaming.next(into: &frame)
        lostBefore = streaming.counters.framesLost
        for _ in 0..<count {
          try streaming.next(into: &frame)
          timing.add(
            edgeNanoseconds: frame.monotonicNanoseconds, sampleIndex: frame.sampleIndex,
            doneNanoseconds: streaming.nowNanoseconds())
        }
      } catch { return fail("streaming", error, names, &text) }
      timing.write(to: &text)
      return judge(
        lost: streaming.counters.framesLost - lostBefore, of: count, clockError: streaming.rateErrorPartsPerMillion,
        &text)
    }
  }

  private static func judge(lost: UInt64, of count: Int, clockError: Int32?, _ text: inout Text) -> Bool {
    text.write("streaming: frames lost ")
    text.write(lost)
    text.write(" of ")
    text.write(count)
    text.write(lost == 0 ? ": passed\n" : ": FAILED\n")
    text.write("the chip's clock: ")
    guard let clockError else {
      text.write("not measurable, no rate fits its edges: FAILED\n")
      return false
    }
    let isRight = abs(clockError) <= clockLimitPartsPerMillion
    text.write("off by ppm ")
    text.write(clockError)
    text.write(", at most ")
    text.write(clockLimitPartsPerMillion)
    text.write(isRight ? ": passed\n" : ": FAILED\n")
    return lost == 0 && isRight
  }

  /// Drives the alarm lines for a person to look and measure: active, inactive, each for two seconds.
  ///
  /// - Parameters:
  ///   - pins: The lines.
  ///   - clock: The clock.
  ///   - text: Where to say it.
  /// - Returns: Whether every line could be driven.
  public static func testLines<Outputs: AlarmPins & ~Copyable>(
    _ pins: consuming Outputs, _ clock: inout Clock, _ text: inout Text
  ) -> Bool {
    var lines = AlarmLines(pins)
    text.write("alarm lines: active for 2 s; look at them and measure\n")
    let isDriven = hold(&lines, isActive: true, &clock, &text)
    text.write("alarm lines: inactive for 2 s\n")
    let isReleased = hold(&lines, isActive: false, &clock, &text)
    text.write("alarm lines: now nobody drives them; those that must tell of a dead program do\n")
    return isDriven && isReleased
  }

  private static func hold<Outputs: AlarmPins & ~Copyable>(
    _ lines: inout AlarmLines<Outputs>, isActive: Bool, _ clock: inout Clock, _ text: inout Text
  ) -> Bool {
    text.flush()
    let fault = lines.show(
      AlarmLevels(
        seizure: isActive, technical: isActive, buzzer: isActive, light: isActive, nurseCall: isActive))
    clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ 2_000_000_000)
    guard let fault = fault ?? lines.readBack() else { return true }
    fail("alarm lines", fault.detail, &text)
    return false
  }

  /// Says how all of it ended: the last line.
  public static func conclude(isPassed: Bool, _ text: inout Text) {
    text.write(isPassed ? "self-test: passed\n" : "self-test: FAILED\n")
    text.flush()
  }

  private static func write(_ test: StaticString, _ report: SelfTestReport, _ text: inout Text) -> Bool {
    for input in 0..<Limits.inputs where report.tested[input] {
      text.write(test)
      text.write(": input ")
      text.write(input + 1)
      text.write(": peak to peak nV ")
      text.write(report.peakToPeakNanovolts[input])
      text.write(", mean nV ")
      text.write(report.meanNanovolts[input])
      text.write(report.passed[input] ? ": passed\n" : ": FAILED\n")
    }
    return report.isPassed
  }

  private static func fail(
    _ test: StaticString, _ fault: ADS1299Fault, _ names: PortNames, _ text: inout Text
  ) -> Bool {
    fail(test, fault.detail(bus: names.bus, pins: names.pins), &text)
    return false
  }

  private static func fail(_ test: StaticString, _ detail: FaultDetail, _ text: inout Text) {
    text.write(test)
    text.write(": FAILED: ")
    detail.write(to: &text)
    text.write("\n")
  }
}
