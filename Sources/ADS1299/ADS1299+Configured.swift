extension ADS1299.Configured where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// What is set up.
  public var settings: ADS1299Settings { link.settings }

  /// What was lost and what went wrong so far.
  public var counters: StreamCounters { link.counters }

  /// Writes other settings and reads them back.
  ///
  /// - Parameter settings: What is to be set up.
  /// - Returns: The chip with these settings, or the reason why not.
  public consuming func configure(_ settings: borrowing ADS1299Settings) -> ADS1299.Outcome<ADS1299.Configured> {
    do throws(ADS1299Fault) { try link.configure(settings) } catch {
      return .failed(ADS1299.Setback(idle: ADS1299.Idle(link: link), fault: error))
    }
    return .reached(self)
  }

  /// Starts conversions. The first frame comes after about five samples' time.
  ///
  /// - Returns: The streaming chip, or the reason why not.
  public consuming func start() -> ADS1299.Outcome<ADS1299.Streaming> {
    let started: Int64
    do throws(ADS1299Fault) { started = try link.start() } catch {
      return .failed(ADS1299.Setback(idle: ADS1299.Idle(link: link), fault: error))
    }
    let grid = link.grid(started: started)
    return .reached(ADS1299.Streaming(link: link, grid: grid))
  }
}

extension Link where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Starts conversions.
  ///
  /// - Returns: When.
  fileprivate mutating func start() throws(ADS1299Fault) -> Int64 {
    try discardEdges()
    let started = now()
    if pins.wiredLines.start { try drive(.start, high: true) } else { try send(.start) }
    if settings.readMode == .continuous { try send(.readDataContinuously) }
    counters.starts += 1
    isDiscontinuous = latestIndex != nil
    return started
  }

  /// The grid of the samples to come: known from the start on, so that even the first edge may be lost.
  ///
  /// After a restart the numbers go on by the time that has passed.
  fileprivate borrowing func grid(started: Int64) -> SampleGrid {
    let period = settings.rate.periodNanoseconds
    let settling = Int64(settings.rate.settlingClocks * 15_625 / 32)
    let beforeFirst = started &+ settling - period
    guard let latestIndex else { return SampleGrid(period: period, index: .max, time: beforeFirst) }
    let passed = max(beforeFirst &- latestTime &+ period / 2, 0) / period
    return SampleGrid(period: period, index: latestIndex + UInt64(passed), time: beforeFirst)
  }
}
