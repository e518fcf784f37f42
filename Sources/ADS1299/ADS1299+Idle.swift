extension ADS1299.Idle where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// What was lost and what went wrong so far.
  public var counters: StreamCounters { link.counters }

  /// The clock, for whoever decides when to try again.
  public mutating func nowNanoseconds() -> UInt64 { link.clock.nowNanoseconds() }

  /// Waits, by the clock.
  public mutating func sleep(untilNanoseconds deadlineNanoseconds: UInt64) {
    link.clock.sleep(untilNanoseconds: deadlineNanoseconds)
  }

  /// Powers the chips up, resets and identifies them, writes all settings and reads them back.
  ///
  /// Takes about 0.3 s: the chip's own 128 ms after power-up, and 150 ms for its reference.
  ///
  /// - Parameter settings: What is to be set up.
  /// - Returns: The configured chip, or the reason why not.
  public consuming func powerUp(_ settings: borrowing ADS1299Settings) -> ADS1299.Outcome<ADS1299.Configured> {
    do throws(ADS1299Fault) {
      do throws(SettingsFault) { try settings.validate(serialHertz: link.bus.clockHertz) } catch {
        throw .settings(error)
      }
      link.settings = copy settings
      try link.powerUp()
      try link.reset()
      try link.checkIdentity()
      try link.configure(settings)
    } catch { return .failed(ADS1299.Setback(idle: self, fault: error)) }
    return .reached(ADS1299.Configured(link: link))
  }
}

extension Link where Bus: ~Copyable, Pins: ~Copyable, Clock: ~Copyable {
  /// Brings the lines to rest, cycles the power where the board can, and waits for the chip's power-up.
  fileprivate mutating func powerUp() throws(ADS1299Fault) {
    let lines = pins.wiredLines
    if lines.start { try drive(.start, high: false) }
    if lines.reset { try drive(.reset, high: true) }
    if lines.powerDown {
      try drive(.powerDown, high: false)
      wait(nanoseconds: Timing.powerDownNanoseconds)
      try drive(.powerDown, high: true)
    }
    wait(clocks: Timing.powerUpClocks)
  }

  /// Resets the chips by their line, or by command, and leaves the mode in which registers cannot be reached.
  fileprivate mutating func reset() throws(ADS1299Fault) {
    if pins.wiredLines.reset {
      try drive(.reset, high: false)
      wait(clocks: Timing.resetPulseClocks)
      try drive(.reset, high: true)
    } else {
      try send(.stopReadDataContinuously)
      try send(.reset)
    }
    wait(clocks: Timing.afterResetClocks)
    try send(.stopReadDataContinuously)
    if !pins.wiredLines.start { try send(.stop) }
  }
}
