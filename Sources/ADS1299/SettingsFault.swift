/// Why settings are refused.
public enum SettingsFault: BitwiseCopyable, Error, Equatable, Sendable {
  /// The serial clock is faster than the chip decodes commands (4 MHz), or is 0.
  case serialClock(hertz: UInt32)
  /// Fetching a frame at this serial clock takes longer than three eighths of the time between two samples.
  case rateTooHigh(hertz: UInt32, serialHertz: UInt32)
  /// The external reference is not 1 to 5 V.
  case reference(microvolts: UInt32)
  /// More bytes to repeat than a frame has, or any in a daisy chain, where the chip does not repeat them.
  case repeatedBytes(UInt8)
  /// An input's lead-off detection is on, but the lead-off settings are missing.
  case leadOffMissing(input: UInt8)
  /// An input measures the test signal, but there is none.
  case testSignalMissing(input: UInt8)
  /// In a daisy chain both chips take the same settings, but this input of the second differs from the first's.
  case daisyChainDiffers(input: UInt8)
  /// The lead-off excitation is direct current or has no whole number of samples in its period, 4 to 256.
  case excitation
  /// A register holds something that these settings do not know.
  case register(chip: UInt8, address: UInt8, value: UInt8)
}
