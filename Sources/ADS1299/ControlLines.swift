/// The control lines that a board connects; the driver uses commands in place of those it does not.
public struct ControlLines: Equatable, Sendable {
  /// Whether `RESET` is wired.
  public var reset: Bool
  /// Whether `START` is wired.
  public var start: Bool
  /// Whether `PWDN` is wired.
  public var powerDown: Bool

  /// Creates a set of lines.
  public init(reset: Bool = false, start: Bool = false, powerDown: Bool = false) {
    self.reset = reset
    self.start = start
    self.powerDown = powerDown
  }
}
