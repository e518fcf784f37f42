/// What a recording's header says, fully checked.
public struct RecordingHeader: Equatable, Sendable {
  /// The most signals, annotations included: their number has four digits.
  static let mostSignals = 9_999

  /// The format.
  public var format: RecordingFormat
  /// The patient field, as written.
  public var patient: String
  /// The recording field, as written.
  public var recording: String
  /// The start date as written, `dd.mm.yy`.
  public var startDate: String
  /// The start time as written, `hh.mm.ss`.
  public var startTime: String
  /// The first reserved field, as written.
  public var reserved: String
  /// How many data records the header declares, or nil where it says -1.
  public var declaredRecordCount: Int?
  /// Seconds in one data record; 0 only if there is nothing but annotations.
  public var recordDuration: Ratio
  /// The signals, in the file's order, annotations included.
  public var signals: [SignalHeader]

  /// Sentences about what is read although it is not written as it should be.
  public var remarks: [String] = []

  /// When the recording starts, to the second, or nil where the header gives no date and time.
  public var start: RecordingStart? {
    RecordingStart(date: startDate, time: startTime, recording: recording)
  }

  /// Bytes of the header.
  public var byteCount: Int { 256 * (signals.count + 1) }

  /// Bytes of one data record.
  public var recordByteCount: Int {
    signals.reduce(0) { $0 + $1.samplesPerRecord } * format.bytesPerSample
  }

  /// Sampling rate of a signal in hertz, or nil where a record has no duration.
  public func rate(ofSignal index: Int) -> Ratio? {
    Ratio(Int64(signals[index].samplesPerRecord)).divided(by: recordDuration)
  }
}
