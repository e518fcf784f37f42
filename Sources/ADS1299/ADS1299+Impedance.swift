import Vocabulary

extension ADS1299.Configured where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Measures the electrodes' impedances, for about 2.3 s and two settling times of the reference, and restores the
  /// settings.
  ///
  /// - Parameter report: Takes what was measured.
  /// - Returns: The chip as it was set up before, or the reason why not.
  public consuming func measureImpedances(
    into report: inout ImpedanceReport
  ) -> ADS1299.Outcome<ADS1299.Configured> {
    let original = settings
    switch configure(ImpedanceReport.settings(from: original)) {
    case .failed(let setback): return .failed(setback)
    case .reached(let configured):
      switch configured.start() {
      case .failed(let setback): return .failed(setback)
      case .reached(let streaming): return streaming.measure(into: &report, restoring: original)
      }
    }
  }
}

extension ADS1299.Streaming where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Measures by the frames that follow, stops, and restores the settings.
  fileprivate consuming func measure(
    into report: inout ImpedanceReport, restoring original: borrowing ADS1299Settings
  ) -> ADS1299.Outcome<ADS1299.Configured> {
    var estimator: ImpedanceEstimator
    do throws(SettingsFault) { estimator = try ImpedanceEstimator(settings) } catch {
      return .failed(ADS1299.Setback(idle: abandon(), fault: .settings(error)))
    }
    var frame = Frame()
    do throws(ADS1299Fault) {
      for index in 0..<ImpedanceReport.settlingFrames + ImpedanceReport.measuredFrames {
        try next(into: &frame)
        if index >= ImpedanceReport.settlingFrames { estimator.add(frame) }
      }
    } catch { return .failed(ADS1299.Setback(idle: abandon(), fault: error)) }
    for input in 0..<settings.arrangement.inputs where settings.inputs[input].isOn {
      report.connected[input] = true
      guard let ohms = estimator.ohms(input: input) else { continue }
      report.measured[input] = true
      report.ohms[input] = ohms
    }
    switch stop() {
    case .failed(let setback): return .failed(setback)
    case .reached(let configured): return configured.configure(original)
    }
  }
}
