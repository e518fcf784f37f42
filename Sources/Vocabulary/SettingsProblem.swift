/// Why a front end's settings are refused. Numbers are never reused.
public enum SettingsProblem: UInt8, BitwiseCopyable, Sendable {
  /// The serial clock, in hertz, is faster than the chip takes, or is 0.
  case serialClock = 1
  /// Fetching a frame takes too long at the rate, in hertz.
  case rate = 2
  /// The external reference, in microvolts, is not one that the chip takes.
  case reference = 3
  /// More bytes are to be repeated than the chip can.
  case repeatedBytes = 4
  /// An input has lead-off detection, and nothing says how.
  case leadOffMissing = 5
  /// An input measures the test signal, and there is none.
  case testSignalMissing = 6
  /// In a daisy chain an input of the second chip differs from the first's.
  case daisyChain = 7
  /// The lead-off excitation's period is no whole number of samples.
  case excitation = 8
  /// A register holds a value that no setting stands for: chip, address and value, a byte each from the lowest.
  case register = 9
}
