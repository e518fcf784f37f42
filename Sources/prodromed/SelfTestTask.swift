#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import Inference
  import Linux
  import Runtime
  import Supervisor
  import Vocabulary

  /// Tests the board itself, and says what was measured.
  enum SelfTestTask {
    private typealias Test = BoardTest<SerialPeripheral, FrontEndLines, SystemClock, TextOutput>

    /// Runs all tests; the last line says how they ended. Never inlined: what it needs of the stack is not to lie under
    /// the service.
    ///
    /// - Parameters:
    ///   - image: The checked bundle.
    ///   - bytes: Its bytes.
    ///   - kernels: What the detector is evaluated with.
    /// - Throws: `Failure.selfTest` if one failed.
    @inline(never)
    static func run(_ image: borrowing BundleImage, _ bytes: Span<UInt8>, kernels: KernelSet) throws(Failure) {
      var text = TextOutput.standardOutput()
      do throws(Failure) {
        let isPassed = try test(image, bytes, kernels, &text)
        Test.conclude(isPassed: isPassed, &text)
        guard isPassed else { throw .selfTest }
      } catch {
        // Whatever could not even be tried has failed, too.
        if case .selfTest = error { throw error }
        Test.conclude(isPassed: false, &text)
        throw error
      }
    }

    private static func test(
      _ image: borrowing BundleImage, _ bytes: Span<UInt8>, _ kernels: KernelSet, _ text: inout TextOutput
    ) throws(Failure) -> Bool {
      // First, since it needs nothing but the processor.
      let detector = try CheckedBundle.detector(image, bytes)
      _ = try CheckedBundle.forecaster(image, detector, bytes)
      try TickTiming.run(detector, bundle: bytes, kernels: kernels, &text)
      text.flush()
      let settings: ADS1299Settings
      do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { throw .settings(error) }
      do throws(SystemFault) {
        let idle = Test.Chip.Idle(
          bus: try SerialPeripheral(image.board), pins: try FrontEndLines(image.board), clock: SystemClock())
        let isSound = Test.run(idle, settings, PortNames(of: image.board), &text)
        text.flush()
        var clock = SystemClock()
        let areDriven = Test.testLines(try AlarmOutputs(image.board), &clock, &text)
        return try testRelease(image.board, &text) && areDriven && isSound
      } catch { throw .system(error, .board) }
    }

    /// Lets the alarm line go and reads it back: whether a dead program calls at once is a promise of the board's file.
    private static func testRelease(
      _ board: borrowing BoardSection, _ text: inout TextOutput
    ) throws(SystemFault) -> Bool {
      guard let line = board.line(.alarm) else { return false }
      let observed = try LineRelease.observed(on: line)
      text.write(observed == .input ? "released lines: they call" : "released lines: they keep their level")
      text.write(observed == board.releasedLines ? ": passed\n" : ", and the board's file says otherwise: FAILED\n")
      return observed == board.releasedLines
    }
  }
#endif
