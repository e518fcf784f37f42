import ADS1299
import Vocabulary

extension SettingsProblem {
  /// Writes what is wrong.
  ///
  /// - Parameters:
  ///   - number: The number that shows it.
  ///   - sink: Takes the text.
  func write<Sink: ByteSink & ~Copyable>(_ number: UInt32, to sink: inout Sink) {
    sink.write(text)
    switch self {
    case .excitation: break
    case .register:
      sink.write(hexadecimal: UInt8(truncatingIfNeeded: number >> 16))
      sink.write(" in register ")
      Register.writeName(of: UInt8(truncatingIfNeeded: number >> 8), to: &sink)
      sink.write(" of chip ")
      sink.write((number & 255) + 1)
    default: sink.write(number)
    }
  }

  private var text: StaticString {
    switch self {
    case .serialClock: "the SPI clock must be 1 to 4000000 Hz, and is "
    case .rate: "the SPI clock is too slow for the rate in Hz "
    case .reference: "the external reference must be 1 to 5 V, and is in microvolts "
    case .repeatedBytes: "so many bytes cannot be repeated: "
    case .leadOffMissing: "lead-off detection without settings for it, input "
    case .testSignalMissing: "the test signal is measured and off, input "
    case .daisyChain: "chips of a daisy chain need the same settings; not so input "
    case .excitation: "the lead-off excitation's period is no whole number of samples"
    case .register: "no setting has the value "
    }
  }
}
