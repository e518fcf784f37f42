import Signal
import Vocabulary

/// Why no signal chain can be designed for a recording or a board, in words a person can act on.
public enum DesignError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The input rate cannot be brought to the model's; `working` lists common ones that can.
  case rate(Rate, modelRate: UInt32, working: [UInt32])
  /// The model's rate is outside `SignalLimits.modelRates`.
  case modelRate(UInt32)
  /// A channel that the montage names cannot be had from what was recorded.
  case missingChannel(String, recorded: [String])
  /// There is no input that could be EEG.
  case noChannels(recorded: [String])
  /// More inputs or channels are needed than a frame carries.
  case tooManyChannels(count: Int, limit: Int)
  /// A channel of the montage asks for an input that is no EEG.
  case noEEG(String, channel: String)
  /// There are more inputs that are no EEG than are watched, or two ECGs.
  case tooManyOthers([String])
  /// A name in a montage is empty, longer than 16 bytes or not printable ASCII.
  case name(String)
  /// The calibration of an input has its limits crossed or a scale no microvolt value can come from.
  case calibration(label: String)
  /// A mains frequency is not between 40 and 70 Hz, or there are more than two.
  case mains([UInt32])
  /// The window is not a whole number of hops, or too long.
  case window(samples: UInt32, hop: UInt32)
  /// The design is refused by the chain itself.
  case refused(SignalFault)

  /// What is wrong, what was found, and what would be right.
  public var description: String {
    switch self {
    case .rate(let rate, let modelRate, let working):
      let list = working.map(String.init).joined(separator: ", ")
      return "cannot bring \(rate.hertz) Hz to the model's \(modelRate) Hz; common rates that work: \(list) Hz"
    case .modelRate(let rate):
      return "a model rate of \(rate) Hz is outside \(SignalLimits.modelRates.lowerBound) to "
        + "\(SignalLimits.modelRates.upperBound) Hz"
    case .missingChannel(let name, let recorded):
      return "the montage asks for \(name), which cannot be had from what is recorded: \(DesignError.list(recorded))"
    case .noChannels(let recorded):
      return "no input looks like EEG; what is recorded: \(DesignError.list(recorded))"
    case .tooManyChannels(let count, let limit):
      return "\(count) channels are needed, \(limit) are possible: name fewer in the montage"
    case .noEEG(let label, let channel):
      return
        "the montage asks for \(channel), but the input \(label) has the role of no EEG: it is recorded beside the "
        + "EEG and is part of no derivation"
    case .tooManyOthers(let labels):
      return "inputs that are no EEG: \(labels.joined(separator: ", ")); at most \(PolygraphInput.limit) are possible, "
        + "one of them an ECG"
    case .name(let name):
      return "channel name '\(name)' must be 1 to \(Limits.nameBytes) printable ASCII characters"
    case .calibration(let label):
      return "the scale of '\(label)' cannot be used: its range or its microvolts per code are not plausible"
    case .mains(let hertz):
      return "mains frequencies \(hertz) Hz: at most \(SignalLimits.mainsFrequencies), each from 40 to 70 Hz"
    case .window(let samples, let hop):
      return "a window of \(samples) samples with a hop of \(hop): the window must be 1 to "
        + "\(SignalLimits.hopsPerWindow) hops, a hop at least 8 samples, the window below \(SignalLimits.ringSamples)"
    case .refused(let fault):
      return "the signal chain refuses its design: \(fault)"
    }
  }

  private static func list(_ labels: [String]) -> String {
    labels.isEmpty ? "nothing" : labels.joined(separator: ", ")
  }
}
