/// The six formats this module reads. See Kemp et al. 1992 (EDF), Kemp and Olivan 2003 (EDF+), and BioSemi's 24-bit
/// variant of both.
public enum RecordingFormat: String, Equatable, Sendable {
  /// European Data Format, 16 bits.
  case edf = "EDF"
  /// EDF+ with contiguous data records.
  case edfPlusContinuous = "EDF+C"
  /// EDF+ whose data records may have gaps between them.
  case edfPlusDiscontinuous = "EDF+D"
  /// BioSemi Data Format, 24 bits.
  case bdf = "BDF"
  /// BDF+ with contiguous data records.
  case bdfPlusContinuous = "BDF+C"
  /// BDF+ whose data records may have gaps between them.
  case bdfPlusDiscontinuous = "BDF+D"

  /// Bytes of one sample.
  public var bytesPerSample: Int {
    switch self {
    case .edf, .edfPlusContinuous, .edfPlusDiscontinuous: 2
    case .bdf, .bdfPlusContinuous, .bdfPlusDiscontinuous: 3
    }
  }

  /// Whether the header says that there may be gaps between data records.
  public var isDiscontinuous: Bool { self == .edfPlusDiscontinuous || self == .bdfPlusDiscontinuous }

  /// Smallest and largest code a sample can hold.
  public var codeRange: ClosedRange<Int32> {
    bytesPerSample == 2 ? -32_768...32_767 : -8_388_608...8_388_607
  }

  /// The format by the header's first reserved field.
  ///
  /// - Parameters:
  ///   - isBDF: Whether the identification is BioSemi's.
  ///   - reserved: The reserved field's text.
  init(isBDF: Bool, reserved: String) {
    if reserved.hasPrefix("EDF+C") || reserved.hasPrefix("BDF+C") {
      self = isBDF ? .bdfPlusContinuous : .edfPlusContinuous
    } else if reserved.hasPrefix("EDF+D") || reserved.hasPrefix("BDF+D") {
      self = isBDF ? .bdfPlusDiscontinuous : .edfPlusDiscontinuous
    } else {
      self = isBDF ? .bdf : .edf
    }
  }
}
