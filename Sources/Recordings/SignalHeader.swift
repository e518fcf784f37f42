/// What the header says about one signal.
public struct SignalHeader: Equatable, Sendable {
  /// Its label as written, such as `EEG Fp1-Ref`.
  public var label: String
  /// The transducer.
  public var transducer: String
  /// The unit of its physical values, such as `uV`.
  public var dimension: String
  /// Physical value of `digitalMinimum`.
  public var physicalMinimum: Ratio
  /// Physical value of `digitalMaximum`; below `physicalMinimum` where the amplifier inverts.
  public var physicalMaximum: Ratio
  /// Smallest code the writer declares. Codes outside the declared range occur in real files.
  public var digitalMinimum: Int32
  /// Largest code the writer declares.
  public var digitalMaximum: Int32
  /// The filters applied while recording.
  public var prefiltering: String
  /// Samples of this signal in each data record.
  public var samplesPerRecord: Int
  /// The reserved field.
  public var reserved: String
  /// Why its samples have no value, nil where they have: a field that is no number, an empty range, no samples. Numbers
  /// that could not be read are 0.
  public var defect: RecordingError?

  /// Creates a signal's header.
  public init(
    label: String, transducer: String = "", dimension: String, physicalMinimum: Ratio, physicalMaximum: Ratio,
    digitalMinimum: Int32, digitalMaximum: Int32, prefiltering: String = "", samplesPerRecord: Int,
    reserved: String = ""
  ) {
    self.label = label
    self.transducer = transducer
    self.dimension = dimension
    self.physicalMinimum = physicalMinimum
    self.physicalMaximum = physicalMaximum
    self.digitalMinimum = digitalMinimum
    self.digitalMaximum = digitalMaximum
    self.prefiltering = prefiltering
    self.samplesPerRecord = samplesPerRecord
    self.reserved = reserved
  }

  /// Whether it carries annotations instead of samples.
  public var isAnnotations: Bool { label == "EDF Annotations" || label == "BDF Annotations" }

  /// Whether it is there only to fill a place: without a name, or named `-`, `.`, `--0` and the like.
  public var isDummy: Bool { label.hasPrefix("--") || label.allSatisfy { "-. ".contains($0) } }

  /// Whether any samples can be read as numbers: it carries samples, and their codes have a range.
  public var hasSamples: Bool { !isAnnotations && samplesPerRecord > 0 }

  /// Physical units per code, or nil if the declared ranges give none.
  public var gain: Ratio? {
    guard digitalMinimum != digitalMaximum, physicalMinimum != physicalMaximum else { return nil }
    let digitalRange = Ratio(Int64(digitalMaximum) - Int64(digitalMinimum))
    return physicalMaximum.subtracting(physicalMinimum)?.divided(by: digitalRange)
  }
}
