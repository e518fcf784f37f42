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

  /// How many roles there are.
  public static let count = 10

  /// Whether the board drives the line.
  public var isOutput: Bool { self != .dataReady && self != .acknowledge }

  /// Whether a board without such a line is no board for us.
  public var isRequired: Bool { self == .dataReady || self == .alarm }

  /// Whether the line must tell of an alarm when nobody drives it: process dead is alarm.
  public var mustFailActive: Bool { self == .alarm || self == .nurseCall }
}
