#if hasFeature(Embedded)
  import Bundle
  import CLinux
  import Vocabulary

  /// What this board's kernel makes of an output that its program lets go: the promise "process dead means alarm" hangs
  /// on it.
  public enum LineRelease {
    /// How long the resistor has to pull a released line to its level, in nanoseconds: 10 kΩ do it in a microsecond.
    private static let settlingNanoseconds: UInt64 = 20_000_000

    /// Drives an output away from its fail-safe level, lets it go and reads it back.
    ///
    /// - Parameter line: An output that nobody holds.
    /// - Returns: `input` if the line went to its fail-safe level, `kept` if it stayed where it was driven.
    /// - Throws: `SystemFault`.
    public static func observed(on line: Line) throws(SystemFault) -> BoardSection.ReleasedLines {
      try drive(line, isActive: line.failSafe != .active)
      SystemClock().sleep(untilNanoseconds: SystemClock().nowNanoseconds() + settlingNanoseconds)
      return try isActive(line) == (line.failSafe == .active) ? .input : .kept
    }

    /// Holds a line for as long as it takes to drive it.
    private static func drive(_ line: Line, isActive: Bool) throws(SystemFault) {
      let output = try OutputLine(line, isActive: isActive)
      let code = output.set(isActive: isActive)
      guard code == 0 else { throw SystemFault(.drive, line.name, code: code) }
    }

    /// A line's state, its direction left as it is: asking for an input would itself let go of the level.
    private static func isActive(_ line: Line) throws(SystemFault) -> Bool {
      let chip = try GPIOChip(label: line.chip)
      let (request, offset) = try unsafe chip.request(line.name) { settings in
        _ = unsafe gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_AS_IS)
        unsafe gpiod_line_settings_set_active_low(settings, line.polarity == .activeLow)
      }
      defer { unsafe gpiod_line_request_release(request) }
      let value = unsafe gpiod_line_request_get_value(request, offset)
      guard value == GPIOD_LINE_VALUE_ACTIVE || value == GPIOD_LINE_VALUE_INACTIVE else {
        throw SystemFault(.sense, line.name, code: linux_error())
      }
      return value == GPIOD_LINE_VALUE_ACTIVE
    }
  }
#endif
