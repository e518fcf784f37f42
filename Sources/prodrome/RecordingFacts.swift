import Foundation
import Recordings
import Text

/// What `prodrome recording info` says about one file; its names are those of the JSON.
struct RecordingFacts: Encodable {
  /// One signal.
  struct Signal: Encodable {
    let index: Int
    let label: String
    /// What kind of signal it is: `eeg`, `annotations`, or something else in a word or two.
    let kind: String
    /// Its name as an input of the detector, if it is one.
    @OrNull var input: String?
    /// Why it is none, in a few words, if it is none and no annotations.
    @OrNull var left_out: String?
    let transducer: String
    let dimension: String
    let physical_minimum: Double
    let physical_maximum: Double
    let digital_minimum: Int32
    let digital_maximum: Int32
    let prefiltering: String
    let samples_per_record: Int
    @OrNull var rate_hz: Double?
    @OrNull var samples: Samples?
  }

  /// A signal's samples.
  struct Samples: Encodable {
    let count: Int
    /// Samples outside the declared digital range.
    let outside: Int
    @OrNull var physical_minimum: Double?
    @OrNull var physical_mean: Double?
    @OrNull var physical_maximum: Double?
    /// SHA-256 of the codes as little-endian 32-bit numbers.
    let sha256: String
  }

  /// One annotation.
  struct Note: Encodable {
    /// Seconds from the first sample.
    let onset_s: Double
    @OrNull var duration_s: Double?
    let text: String
  }

  let type = "recording"
  let file: String
  let format: String
  let patient: String
  let recording: String
  @OrNull var start: String?
  /// Seconds from `start` to the first sample.
  let start_offset_s: Double
  let header_bytes: Int
  let records: Int
  @OrNull var declared_records: Int?
  let record_duration_s: Double
  /// Seconds of data, gaps left out.
  let data_s: Double
  /// Seconds from the first sample to the last sample's end, gaps included, if there is EEG.
  @OrNull var duration_s: Double?
  /// Rate of the inputs, if there is EEG.
  @OrNull var rate_hz: Double?
  let signals: [Signal]
  let annotations: [Note]
  let notes: [String]
  /// What makes the recording doubtful: units that cannot be, electrodes left out, times that cannot be.
  let cautions: [String]
  /// What is wrong with the time of a data record, for which `prodrome replay` refuses the recording.
  let timeFault: RecordingError?

  private enum CodingKeys: String, CodingKey {
    case type, file, format, patient, recording, start, start_offset_s, header_bytes, records, declared_records
    case record_duration_s, data_s, duration_s, rate_hz, signals, annotations, notes, cautions
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - truncation: What to do if it ends too early.
  ///   - withSamples: Whether to read all samples.
  /// - Throws: What is wrong with the file. A file without EEG is fine.
  init(url: URL, truncation: RecordingReader.Truncation, withSamples: Bool) throws(RecordingError) {
    var reader = try RecordingReader(url: url, truncation: truncation)
    let header = reader.header
    let samples = withSamples ? try RecordingFacts.samples(&reader) : [:]
    var inputs: [Int: String] = [:]
    var reasons: [Int: String] = [:]
    var notes = reader.notes
    var cautions: [String] = []
    var duration: Double?
    var rate: Double?
    var timeFault: RecordingError?
    do throws(RecordingError) {
      let source = try FrameSource(url: url, truncation: truncation)
      for input in source.inputs { inputs[input.signal] = input.label }
      for signal in source.leftOut { reasons[signal.signal] = signal.reason }
      cautions = source.cautions
      (notes, duration, rate) = (source.notes, source.durationSeconds, source.rate.hertz)
      do throws(RecordingError) {
        if let note = try source.checkTimes() { notes.append(note) }
      } catch {
        timeFault = error
        cautions.append("byte \(error.offset): found \(error.found), expected \(error.expected): it is not replayed")
      }
    } catch  where error.kind == .noUsableSignal {
      notes.append("\(error)")
    }
    let annotations = try reader.readAnnotations()
    let offset = try reader.startOffset()
    file = reader.path
    format = header.format.rawValue
    patient = header.patient
    recording = header.recording
    start = header.start?.description
    start_offset_s = offset.value
    header_bytes = header.byteCount
    records = reader.recordCount
    declared_records = header.declaredRecordCount
    record_duration_s = header.recordDuration.value
    data_s = header.recordDuration.value * Double(reader.recordCount)
    duration_s = duration
    rate_hz = rate
    signals = header.signals.indices.map { index in
      RecordingFacts.signal(header, index, input: (inputs[index], reasons[index]), samples: samples[index])
    }
    self.annotations = annotations.all.map { annotation in
      Note(
        onset_s: (annotation.onset.subtracting(offset) ?? annotation.onset).value,
        duration_s: annotation.duration?.value, text: annotation.text)
    }
    self.cautions = cautions
    self.timeFault = timeFault
    self.notes = notes + annotations.faults.map { "annotations: \($0)" }
  }

  /// The report as one line of JSON.
  func jsonLine() throws(RecordingError) -> String {
    do {
      return try JSONText.line(self)
    } catch {
      throw RecordingError(.unreadable, file: file, offset: 0, found: "\"\(error)\"", expected: "values JSON can hold")
    }
  }

  private static func signal(
    _ header: RecordingHeader, _ index: Int, input: (label: String?, reason: String?), samples: Samples?
  ) -> Signal {
    let signal = header.signals[index]
    let kind =
      switch SignalKind(signal) {
      case .eeg: "eeg"
      case .annotations: "annotations"
      case .other(let words): words
      }
    return Signal(
      index: index, label: signal.label, kind: kind, input: input.label, left_out: input.reason,
      transducer: signal.transducer,
      dimension: signal.dimension, physical_minimum: signal.physicalMinimum.value,
      physical_maximum: signal.physicalMaximum.value, digital_minimum: signal.digitalMinimum,
      digital_maximum: signal.digitalMaximum, prefiltering: signal.prefiltering,
      samples_per_record: signal.samplesPerRecord, rate_hz: header.rate(ofSignal: index)?.value, samples: samples)
  }

  /// Reads all samples of all signals but the annotations, by signal.
  private static func samples(_ reader: inout RecordingReader) throws(RecordingError) -> [Int: Samples] {
    let header = reader.header
    let signals = header.signals.indices.filter { !header.signals[$0].isAnnotations }
    var sums = signals.map { SampleSum(header.signals[$0]) }
    var codes = [Int32](repeating: 0, count: header.signals.map(\.samplesPerRecord).max() ?? 0)
    while try reader.advance() {
      for (place, signal) in signals.enumerated() {
        sums[place].outside += RecordingFacts.decode(reader, signal, into: &codes)
        sums[place].add(codes.span.extracting(first: header.signals[signal].samplesPerRecord))
      }
    }
    reader.rewind()
    return Dictionary(uniqueKeysWithValues: zip(signals, sums.map { $0.finished() }))
  }

  private static func decode(_ reader: borrowing RecordingReader, _ signal: Int, into codes: inout [Int32]) -> Int {
    var span = codes.mutableSpan
    return reader.decode(signal: signal, into: &span)
  }
}
