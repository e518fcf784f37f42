#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import Inference
  import Linux
  import Supervisor
  import Vocabulary

  /// Tests the board itself, and says what was measured.
  enum SelfTestTask {
    private typealias Test = BoardTest<SerialPeripheral, FrontEndLines, SystemClock, TextOutput>

    /// Runs all tests; the last line says how they ended.
    ///
    /// - Parameters:
    ///   - image: The checked bundle.
    ///   - bytes: Its bytes.
    ///   - kernels: What the detector is evaluated with.
    /// - Throws: `Failure.selfTest` if one failed.
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
      try TickTiming.run(CheckedBundle.detector(image, bytes), bundle: bytes, kernels: kernels, &text)
      text.flush()
      let settings: ADS1299Settings
      do throws(SettingsFault) { settings = try ADS1299Settings(image.board.frontEnd) } catch { throw .settings(error) }
      do throws(SystemFault) {
        let idle = Test.Chip.Idle(
          bus: try SerialPeripheral(image.board), pins: try FrontEndLines(image.board), clock: SystemClock())
        let isSound = Test.run(idle, settings, PortNames(of: image.board), &text)
        text.flush()
        var clock = SystemClock()
        return Test.testLines(try AlarmOutputs(image.board), &clock, &text) && isSound
      } catch { throw .system(error, .board) }
    }
  }
#endif
