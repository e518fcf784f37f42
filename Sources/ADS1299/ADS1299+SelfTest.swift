import Vocabulary

extension ADS1299.Configured where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Runs a self-test, for about 1.1 s and two settling times of the reference, and restores the settings.
  ///
  /// - Parameters:
  ///   - test: Which.
  ///   - report: Takes what was measured.
  /// - Returns: The chip as it was set up before, or the reason why not.
  public consuming func run(
    _ test: SelfTest, into report: inout SelfTestReport
  ) -> ADS1299.Outcome<ADS1299.Configured> {
    let original = settings
    // The test's samples are nobody's: what comes after it is numbered and counted as if it had not been.
    let (counters, latestIndex, latestTime) = (link.counters, link.latestIndex, link.latestTime)
    let temporary = test.settings(from: original)
    switch configure(temporary) {
    case .failed(let setback): return .failed(setback)
    case .reached(let configured):
      switch configured.start() {
      case .failed(let setback): return .failed(setback)
      case .reached(let streaming):
        switch streaming.judge(test, into: &report, restoring: original) {
        case .failed(var setback):
          setback.idle.link.counters = counters
          (setback.idle.link.latestIndex, setback.idle.link.latestTime) = (latestIndex, latestTime)
          return .failed(setback)
        case .reached(var configured):
          configured.link.counters = counters
          (configured.link.latestIndex, configured.link.latestTime) = (latestIndex, latestTime)
          return .reached(configured)
        }
      }
    }
  }
}

extension ADS1299.Streaming where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Judges the frames that follow, stops, and restores the settings.
  fileprivate consuming func judge(
    _ test: SelfTest, into report: inout SelfTestReport, restoring original: borrowing ADS1299Settings
  ) -> ADS1299.Outcome<ADS1299.Configured> {
    var judge = SelfTestJudge(test, settings: settings)
    var frame = Frame()
    do throws(ADS1299Fault) {
      for index in 0..<SelfTest.settlingFrames + SelfTest.judgedFrames {
        try next(into: &frame)
        if index >= SelfTest.settlingFrames { judge.add(frame) }
      }
    } catch { return .failed(ADS1299.Setback(idle: abandon(), fault: error)) }
    report = judge.report()
    switch stop() {
    case .failed(let setback): return .failed(setback)
    case .reached(let configured): return configured.configure(original)
    }
  }
}
