#if hasFeature(Embedded)
  import Vocabulary
  import Bundle
  import CLinux

  /// One GPIO line that the program drives. When the program ends, whatever way, the kernel lets it go, and the board's
  /// own resistor or relay takes it to its fail-safe state.
  @safe
  public struct OutputLine: ~Copyable {
    /// The line's name.
    public let name: KernelName
    private let request: OpaquePointer
    private let offset: UInt32
    private let polarity: Line.Polarity

    /// Requests the line.
    ///
    /// - Parameters:
    ///   - line: Which.
    ///   - isActive: Its first state.
    /// - Throws: `SystemFault`.
    public init(_ line: Line, isActive: Bool) throws(SystemFault) {
      let chip = try GPIOChip(label: line.chip)
      let (request, offset) = try unsafe chip.request(line.name) { settings in
        _ = unsafe gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT)
        _ = unsafe gpiod_line_settings_set_bias(settings, Self.bias(of: line))
        unsafe gpiod_line_settings_set_active_low(settings, line.polarity == .activeLow)
        _ = unsafe gpiod_line_settings_set_output_value(settings, Self.value(isActive))
      }
      unsafe self.request = request
      self.offset = offset
      polarity = line.polarity
      name = line.name
    }

    deinit {
      unsafe gpiod_line_request_release(request)
    }

    /// Drives the line.
    ///
    /// - Parameter isActive: Whether to its active level.
    /// - Returns: 0, or the kernel's error number.
    public func set(isActive: Bool) -> Int32 {
      unsafe gpiod_line_request_set_value(request, offset, Self.value(isActive)) == 0 ? 0 : linux_error()
    }

    /// Drives the line.
    ///
    /// - Parameter isHigh: Whether to the high level.
    /// - Returns: 0, or the kernel's error number.
    public func set(isHigh: Bool) -> Int32 {
      set(isActive: isHigh == (polarity == .activeHigh))
    }

    /// Reads the line back.
    ///
    /// - Parameter isActive: Whether it was driven to its active level.
    /// - Returns: 0, the kernel's error number, or EIO where the line is at the other level.
    public func verify(isActive: Bool) -> Int32 {
      let value = unsafe gpiod_line_request_get_value(request, offset)
      if value == Self.value(isActive) { return 0 }
      return value == GPIOD_LINE_VALUE_ERROR ? linux_error() : EIO
    }

    /// The resistor inside the processor pulls to where the one on the board does.
    private static func bias(of line: Line) -> gpiod_line_bias {
      let isHighAtRest = (line.failSafe == .active) == (line.polarity == .activeHigh)
      return line.failSafe == .none
        ? GPIOD_LINE_BIAS_AS_IS : isHighAtRest ? GPIOD_LINE_BIAS_PULL_UP : GPIOD_LINE_BIAS_PULL_DOWN
    }

    private static func value(_ isActive: Bool) -> gpiod_line_value {
      isActive ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE
    }
  }
#endif
