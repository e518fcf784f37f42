import Vocabulary

/// Why a signal design is refused. Nothing refused is ever run.
public enum SignalFault: ByteRangeError, Equatable, Sendable {
  /// The bytes end too early.
  case truncated(ByteRangeFault)
  /// Bytes follow after the last field.
  case trailingBytes(count: Int)
  /// The format is not one this program reads.
  case version(UInt16)
  /// The input rate is zero, not in lowest terms or too high.
  case inputRate
  /// The model's rate is outside `SignalLimits.modelRates`.
  case modelRate
  /// There are no inputs, or more than `Limits.inputs`.
  case inputCount
  /// There are no channels, or more than `Limits.channels`.
  case channelCount
  /// An input's calibration could overflow or has its limits crossed.
  case calibration(input: UInt8)
  /// A derivation names an input that does not exist, or one twice.
  case derivation(channel: UInt8)
  /// A channel's name is empty, not printable ASCII, or has bytes after its end.
  case name(channel: UInt8)
  /// An input that is no EEG does not exist, stands out of order, has no role or name, is part of a derivation, or is a
  /// second ECG or one at too low a rate.
  case polygraph(index: UInt8)
  /// The resampler's ratio is not that of the rates, or its size is out of range.
  case resampler
  /// A phase of the resampler does not sum to one, or could overflow.
  case resamplerPhase(UInt16)
  /// A filter section is unstable, could overflow or is no band-pass where one is needed.
  case filter(Filter)
  /// A number of filter sections is out of range.
  case sectionCount
  /// The window, hop or settling length is out of range, or the window is not a whole number of hops.
  case window
  /// A quality threshold is out of range, or a mask holds bits that mean nothing.
  case thresholds

  /// The fault for bytes that end too early.
  public init(_ range: ByteRangeFault) {
    self = .truncated(range)
  }

  /// Where a refused filter section stands.
  public enum Filter: UInt8, Sendable {
    /// The high-pass.
    case highPass
    /// The notches.
    case notch
    /// The mains detectors.
    case mains
    /// The muscle detector.
    case muscle
    /// The features' band-passes.
    case band
  }
}
