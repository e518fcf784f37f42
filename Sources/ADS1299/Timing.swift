/// The chip's times (data sheet SBAS499, sections 7.6 and 11.1), counted in periods of its 2.048 MHz clock.
enum Timing {
  /// Clock periods to wait after the supplies are up. The older figure of 2^16 leaves one bad start in fifty.
  static let powerUpClocks: UInt64 = 1 << 18
  /// Clock periods that `RESET` is held low.
  static let resetPulseClocks: UInt64 = 2
  /// Clock periods from the end of a reset to the first command.
  static let afterResetClocks: UInt64 = 18
  /// Clock periods that the chip takes to decode one byte of a command.
  static let commandByteClocks: UInt64 = 4
  /// Time for the internal reference to settle.
  static let referenceNanoseconds: UInt64 = 150_000_000
  /// Time for which `PWDN` is held low: long enough to be a power cycle.
  static let powerDownNanoseconds: UInt64 = 1_000_000
  /// The fastest serial clock at which the bytes of a command may follow each other without a pause: then each takes
  /// at least `commandByteClocks`, even of a clock that runs 2.4 % slow.
  static let fastestSerialHertz: UInt32 = 4_000_000

  /// The time that `clocks` periods take at most: the internal clock may be 2.5 % slow, so that its periods are 2.6 %
  /// long.
  static func nanoseconds(clocks: UInt64) -> UInt64 {
    // 10^9 / 2,048,000 is 15,625 / 32.
    (clocks * 15_625 * 1_030 / 1_000 + 31) / 32
  }
}
