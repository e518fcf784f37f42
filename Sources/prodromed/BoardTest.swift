#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import Inference
  import Linux
  import Vocabulary

  /// Tests the board itself: how long a tick takes, the front end, its inputs, the data-ready line's timing, and the alarm lines.
  enum BoardTest {
    private typealias Chip = ADS1299<SerialPeripheral, FrontEndLines, SystemClock>

    /// Runs all tests and says what was measured.
    ///
    /// - Parameters:
    ///   - bytes: The bundle.
    ///   - kernels: What the detector is evaluated with.
    /// - Throws: `Failure.selfTest` if one failed.
    static func run(bundle bytes: Span<UInt8>, kernels: KernelSet) throws(Failure) {
      let image = try CheckedBundle.image(of: bytes)
      // First, since it needs nothing but the processor.
      var text = TextOutput.standardOutput()
      try TickTiming.run(CheckedBundle.detector(image, bytes), bundle: bytes, kernels: kernels, &text)
      text.flush()
      let settings: ADS1299Settings
      do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { throw .settings }
      let idle: Chip.Idle
      do throws(SystemFault) {
        idle = Chip.Idle(
          bus: try SerialPeripheral(image.board), pins: try FrontEndLines(image.board), clock: SystemClock())
      } catch { throw .system(error, .board) }
      let isPassed = test(idle, settings, &text)
      let areLinesFine = try testLines(image.board, &text)
      text.flush()
      guard isPassed && areLinesFine else { throw .selfTest }
    }

    private static func test(
      _ idle: consuming Chip.Idle, _ settings: borrowing ADS1299Settings, _ text: inout TextOutput
    ) -> Bool {
      switch idle.powerUp(settings) {
      case .failed(let setback): return fail("front end: identity and registers", setback.fault, &text)
      case .reached(let configured):
        text.write("front end: identity and registers: passed\n")
        return testInputs(configured, &text)
      }
    }

    private static func testInputs(_ configured: consuming Chip.Configured, _ text: inout TextOutput) -> Bool {
      var report = SelfTestReport()
      switch configured.run(.shortedInputs, into: &report) {
      case .failed(let setback): return fail("inputs shorted", setback.fault, &text)
      case .reached(let configured):
        let isQuiet = write("inputs shorted", report, &text)
        report = SelfTestReport()
        switch configured.run(.testSignal, into: &report) {
        case .failed(let setback): return fail("test signal", setback.fault, &text)
        case .reached(let configured):
          let isRight = write("test signal", report, &text)
          return testTiming(configured, &text) && isQuiet && isRight
        }
      }
    }

    /// Streams for ten seconds: how regular the edges are, and how long after one its sample is there.
    private static func testTiming(_ configured: consuming Chip.Configured, _ text: inout TextOutput) -> Bool {
      let count = 10 * Int(configured.settings.rate.hertz)
      let clock = SystemClock()
      switch configured.start() {
      case .failed(let setback): return fail("streaming", setback.fault, &text)
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
              doneNanoseconds: clock.nowNanoseconds())
          }
        } catch { return fail("streaming", error, &text) }
        let lost = streaming.counters.framesLost - lostBefore
        timing.write(to: &text)
        text.write("streaming: frames lost ")
        text.write(lost)
        text.write(" of ")
        text.write(count)
        if let error = streaming.rateErrorPartsPerMillion {
          text.write(", the chip's clock is off by ppm ")
          text.write(error)
        }
        text.write(lost == 0 ? ": passed\n" : ": FAILED\n")
        return lost == 0
      }
    }

    /// Drives the alarm lines for a person to look and measure: active, inactive, each for two seconds.
    private static func testLines(_ board: borrowing BoardSection, _ text: inout TextOutput) throws(Failure) -> Bool {
      do throws(SystemFault) {
        var lines = try AlarmLines(board)
        text.write("alarm lines: active for 2 s; look at them and measure\n")
        var code = hold(&lines, isActive: true, &text)
        text.write("alarm lines: inactive for 2 s\n")
        code |= hold(&lines, isActive: false, &text)
        text.write("alarm lines: now nobody drives them; those that must tell of a dead program do\n")
        return code == 0
      } catch { throw .system(error, .board) }
    }

    private static func hold(_ lines: inout AlarmLines, isActive: Bool, _ text: inout TextOutput) -> Int32 {
      text.flush()
      let code = lines.showAll(isActive)
      SystemClock().sleep(untilNanoseconds: SystemClock().nowNanoseconds() + 2_000_000_000)
      return code
    }

    private static func write(_ test: StaticString, _ report: SelfTestReport, _ text: inout TextOutput) -> Bool {
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

    private static func fail(_ test: StaticString, _ fault: ADS1299Fault, _ text: inout TextOutput) -> Bool {
      text.write(test)
      text.write(": FAILED, fault ")
      text.write(fault.detail >> 56)
      text.write(" detail ")
      text.write(fault.detail & 0xFF_FFFF_FFFF_FFFF)
      text.write("\n")
      return false
    }
  }
#endif
