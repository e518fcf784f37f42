import ADS1299

/// What a GPIO line is for. Numbers are never reused.
public enum LineRole: UInt8, Sendable {
  /// The front end's DRDY, an input: a frame is ready.
  case dataReady = 1
  /// The front end's START, an output.
  case start = 2
  /// The front end's RESET, an output.
  case reset = 3
  /// The front end's PWDN, an output.
  case powerDown = 4
  /// The alarm line, an output.
  case alarm = 5
  /// The buzzer, an output.
  case buzzer = 6
  /// The light, an output.
  case light = 7
  /// The relay to the nurse call, an output.
  case nurseCall = 8
  /// The button that acknowledges an alarm, an input.
  case acknowledge = 9
  /// A line that changes with every completed decision, an output.
  case heartbeat = 10
  /// DRDY of the second chip with a chip select of its own, an input.
  case dataReady2 = 11
  /// The second chip's chip select where a GPIO line is wired to it in place of its SPI device's, an output: active
  /// during each transfer of that device.
  case chipSelect2 = 12
  /// The line for technical alarms, an output; a board without one shows them on its alarm line.
  case fault = 13
  /// The line for a warning of the forecast, an output: steady while there is one, and no alarm.
  case forecast = 14
  /// The line that says all is well, an output: its level changes with each completed decision that was judged while
  /// nothing alarms, and is inactive else.
  case monitoring = 15

  /// How many roles there are.
  public static let count = 15

  /// Whether the board drives the line.
  public var isOutput: Bool { self != .dataReady && self != .acknowledge && self != .dataReady2 }

  /// Whether a board without such a line is no board for us.
  public func isRequired(_ arrangement: Arrangement) -> Bool {
    self == .dataReady || self == .alarm || (self == .dataReady2 && arrangement == .separateSelects)
  }

  /// Whether the line is one that a board with such an arrangement of chips may have.
  public func isAllowed(_ arrangement: Arrangement) -> Bool {
    arrangement == .separateSelects || (self != .dataReady2 && self != .chipSelect2)
  }

  /// Whether the line must tell of an alarm when nobody drives it: process dead is alarm.
  public var mustFailActive: Bool { self == .alarm || self == .fault || self == .nurseCall }

  /// Whether the line must be at rest when nobody drives it: nothing else says that all is well.
  public var mustFailInactive: Bool { self == .monitoring }
}
