import Signal

extension SignalFault {
  /// What is wrong with the design, for people. Inputs and channels count from 1.
  var words: String {
    switch self {
    case .truncated(let range): "it ends at a field of \(range.count) bytes at offset \(range.offset)"
    case .trailingBytes(let count): "\(count) bytes too many"
    case .version(let found): "version \(found), which this program does not know"
    case .inputRate: "the input rate is none"
    case .modelRate: "the model's rate is out of range"
    case .inputCount: "the number of inputs is out of range"
    case .channelCount: "the number of channels is out of range"
    case .calibration(let input): "the calibration of input \(Int(input) + 1) could overflow"
    case .derivation(let channel): "the derivation of channel \(Int(channel) + 1) names inputs that are not there"
    case .name(let channel): "the name of channel \(Int(channel) + 1) is none"
    case .polygraph(let index): "the input beside the EEG of number \(Int(index) + 1) is none"
    case .resampler: "the resampler's ratio is not that of the rates"
    case .resamplerPhase(let phase): "phase \(phase) of the resampler does not sum to one"
    case .filter(let filter): "the \(filter.word) is unstable or could overflow"
    case .sectionCount: "a number of filter sections is out of range"
    case .window: "window, hop or settling time is out of range"
    case .thresholds: "a quality threshold is out of range"
    }
  }
}

extension SignalFault.Filter {
  fileprivate var word: String {
    switch self {
    case .highPass: "high-pass"
    case .notch: "notch"
    case .mains: "mains detector"
    case .muscle: "muscle detector"
    case .band: "band-pass of the features"
    }
  }
}
