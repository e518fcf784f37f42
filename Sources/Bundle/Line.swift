/// One GPIO line, found by the label of its chip and its own name: chip numbers change from kernel to kernel.
public struct Line: Equatable, Sendable {
  /// The level at which a line says yes.
  public enum Polarity: UInt8, Sendable {
    /// Active at the high level.
    case activeHigh = 1
    /// Active at the low level.
    case activeLow = 2
  }

  /// What the hardware (a pull resistor, a relay) makes of an output that nobody drives.
  public enum FailSafe: UInt8, Sendable {
    /// An input has none.
    case none = 0
    /// It goes to its inactive level.
    case inactive = 1
    /// It goes to its active level.
    case active = 2
  }

  /// What the line is for.
  public var role: LineRole
  /// The level at which it is active.
  public var polarity: Polarity
  /// Where it goes when nobody drives it.
  public var failSafe: FailSafe
  /// Label of its GPIO chip, such as `pinctrl-bcm2711`.
  public var chip: KernelName
  /// Its name on that chip, such as `GPIO26`.
  public var name: KernelName

  /// Creates a line.
  public init(role: LineRole, polarity: Polarity, failSafe: FailSafe, chip: KernelName, name: KernelName) {
    self.role = role
    self.polarity = polarity
    self.failSafe = failSafe
    self.chip = chip
    self.name = name
  }

  /// Whether both are the same wire.
  public func isSameWire(as other: Line) -> Bool {
    chip == other.chip && name == other.name
  }
}
