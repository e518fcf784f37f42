/// A field of the board's or the site's section.
public enum BundleField: UInt8, Sendable {
  /// The board's identity, or one that differs from the header's.
  case identity = 1
  /// The processor.
  case processor = 2
  /// How the description is known to be true.
  case evidence = 3
  /// An SPI device's path, or a second one that the chips' arrangement does not go with.
  case spiDevice = 4
  /// The SPI mode.
  case spiMode = 5
  /// The SPI clock, or one that cannot carry the rate.
  case spiSpeed = 6
  /// The kind of front end.
  case frontEnd = 7
  /// How many inputs the front end has.
  case inputCount = 8
  /// The gain.
  case gain = 9
  /// The sampling rate.
  case rate = 10
  /// The reference voltage.
  case reference = 11
  /// A front-end register that contradicts another field.
  case register = 12
  /// An input's label.
  case inputLabel = 13
  /// The watchdog's device or timeout; a board without one has no place here.
  case watchdog = 14
  /// A GPIO line's role, or a role that is missing or given twice.
  case lineRole = 15
  /// A GPIO line's chip or name, a chip's path or number in the place of its label, or a line given twice.
  case lineName = 16
  /// The level at which a GPIO line is active.
  case linePolarity = 17
  /// A GPIO line's fail-safe state.
  case lineFailSafe = 18
  /// How many chips there are, and how they share the bus.
  case arrangement = 19
  /// What becomes of lines that nobody holds.
  case releasedLines = 20
  /// The mains frequency.
  case mains = 32
  /// The operating point.
  case operatingPoint = 33
  /// The montage.
  case montage = 34
  /// A derivation's electrode.
  case derivation = 35
  /// The log's sizes.
  case log = 36
  /// A station's key.
  case stationKey = 37
  /// The own level.
  case ownLevel = 38
  /// The time zone.
  case timeZone = 39
  /// The first hour that the forecaster may be believed.
  case firstHour = 48
}
