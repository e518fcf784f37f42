import Foundation
import Vocabulary

/// A recording as the sequence of frames the device side takes: its EEG signals, sample by sample, unscaled.
public struct FrameSource: ~Copyable {
  /// The inputs: `codes[i]` of every frame belongs to `inputs[i]`.
  public let inputs: [RecordedSignal]
  /// The rate of the frames: the sampling rate of all inputs, exactly, or a whole part of it after `decimate`.
  public private(set) var rate: Rate
  /// Seconds from the first sample to the end of the last, gaps included, exactly.
  public let duration: Ratio
  /// What was left out or decided, and what is unusual about the file, in sentences; reading may add to them.
  public private(set) var notes: [String]
  /// What makes the inputs doubtful, in sentences: units that cannot be, electrodes that are left out,
  /// times that cannot be read.
  public let cautions: [String]
  /// Signals that are no inputs, annotations aside, with the reason in a few words.
  public let leftOut: [(signal: Int, label: String, reason: String)]

  private var reader: RecordingReader
  private let timing: RecordTiming
  private let samplesPerRecord: Int
  /// The data record's codes, a row of `pitch` for each input.
  private var codes: [Int32]
  /// A row's samples and a cache line more, so that one sample of all inputs does not fall on the same lines of the
  /// cache.
  private let pitch: Int
  private var position: Int
  private var sampleIndex: UInt64 = 0
  private var deviation: Int64 = 0
  private var hasImpossibleOnset = false
  private var decimator: Decimator?

  /// The recording's header.
  public var header: RecordingHeader { reader.header }

  /// The file's path.
  public var path: String { reader.path }

  /// Seconds from the header's start time to the first sample.
  public var startOffset: Ratio { timing.startOffset }

  /// `duration` as a floating-point number, for people.
  public var durationSeconds: Double { duration.value }

  /// Opens a recording.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - truncation: What to do if it ends before its header says.
  ///   - takesOthers: Whether the heart's and muscles' signals become inputs, too, after those of the EEG.
  ///   - montage: The channels that are asked for, such as `F7-T7`; none: what the recording has.
  /// - Throws: What is wrong with the file, or why it has no usable EEG.
  public init(
    url: URL, truncation: RecordingReader.Truncation = .refuse, takesOthers: Bool = false,
    montage: [String] = []
  ) throws(RecordingError) {
    let reader = try RecordingReader(url: url, truncation: truncation)
    let selection = try InputSelection(
      reader.header, file: reader.path, takesOthers: takesOthers, montage: montage)
    let timing = try RecordTiming(reader, samplesPerRecord: selection.samplesPerRecord)
    let amplitudes = try AmplitudeCheck(reader, selection.inputs.filter { $0.role == .eeg })
    duration = try timing.duration(of: reader)
    let (inputs, renamed) = FrameSource.living(selection.inputs, still: amplitudes.still)
    self.inputs = inputs
    rate = timing.rate
    notes = reader.notes + timing.pace.notes + selection.notes + renamed
    cautions = selection.cautions + timing.pace.cautions(recordCount: reader.recordCount) + amplitudes.cautions
    leftOut = selection.leftOut.map { ($0.signal, $0.label, $0.reason) }
    samplesPerRecord = selection.samplesPerRecord
    let pitch = selection.samplesPerRecord + 16
    codes = [Int32](repeating: 0, count: selection.inputs.count * pitch)
    self.pitch = pitch
    position = selection.samplesPerRecord
    self.timing = timing
    self.reader = reader
  }

  /// Of inputs with the same label, the first that does not stand still has it.
  ///
  /// - Returns: The inputs, and what was decided, in sentences.
  private static func living(
    _ inputs: [RecordedSignal], still: Set<Int>
  ) -> (inputs: [RecordedSignal], notes: [String]) {
    var inputs = inputs
    var notes: [String] = []
    for place in inputs.indices where still.contains(inputs[place].signal) && !inputs[place].label.contains("#") {
      let name = inputs[place].label
      let other = inputs.indices.first {
        !still.contains(inputs[$0].signal) && inputs[$0].label.hasPrefix(name + "#")
      }
      guard let other else { continue }
      (inputs[place].label, inputs[other].label) = (inputs[other].label, name)
      notes.append(
        "signal \(inputs[place].signal + 1) stands still: signal \(inputs[other].signal + 1) is \(name) in its place")
    }
    return (inputs, notes)
  }

  /// Brings the recording to a whole part of its rate, before the first frame.
  ///
  /// - Parameter factor: How many samples become one, 1 to 40.
  public mutating func decimate(by factor: Int) {
    guard factor > 1 else { return }
    decimator = Decimator(factor: factor, inputs: inputs)
    let whole = Ratio(Int64(rate.numerator)).divided(by: Ratio(Int64(rate.denominator)))
    rate = whole?.divided(by: Ratio(Int64(factor)))?.nearestRate ?? rate
    notes.append("every \(factor) samples are made one behind a low-pass: \(rate.hertz) Hz")
  }

  /// Puts the next sample of every input into `frame`.
  ///
  /// The frame's time stamp is its sample's place in the recording by the recording's rate, in nanoseconds from the
  /// first sample.
  ///
  /// - Parameter frame: Overwritten as a whole, if there is a next sample.
  /// - Returns: Whether there is one.
  /// - Throws: `unreadable`, `truncatedData`, or what is wrong with a data record's time.
  public mutating func next(into frame: inout Frame) throws(RecordingError) -> Bool {
    guard let factor = decimator.map({ UInt64($0.factor) }) else { return try nextSample(into: &frame) }
    while true {
      let expected = sampleIndex
      guard try nextSample(into: &frame) else { return false }
      if frame.sampleIndex != expected { decimator?.restart() }
      decimator?.push(frame)
      guard frame.sampleIndex % factor == 0 else { continue }
      decimator?.pull(into: &frame)
      frame.sampleIndex /= factor
      return true
    }
  }

  private mutating func nextSample(into frame: inout Frame) throws(RecordingError) -> Bool {
    if position == samplesPerRecord {
      guard try advance() else { return false }
    }
    copyCodes(to: &frame)
    frame.sampleIndex = sampleIndex
    frame.discontinuity = false
    frame.leadOff = ChannelMask()
    frame.invalid = ChannelMask()
    frame.monotonicNanoseconds = timing.nanoseconds(sampleIndex)
    position += 1
    sampleIndex += 1
    return true
  }

  private func copyCodes(to frame: inout Frame) {
    let count = inputs.count
    let codes = codes.span
    var target = frame.codes.mutableSpan
    var place = position
    for input in 0..<count {
      target[input] = codes[place]
      place &+= pitch
    }
    for input in count..<Limits.inputs { target[input] = 0 }
  }

  /// Looks at the times of all data records, without moving, as reading them will.
  ///
  /// - Returns: A time that a continuous file's record cannot have, in a sentence.
  /// - Throws: What is wrong with a data record's time.
  public func checkTimes() throws(RecordingError) -> String? {
    var expected: UInt64 = 0
    var deviation: Int64 = 0
    var impossible: String?
    for record in 0..<reader.recordCount {
      switch try timing.start(ofRecord: record, reader, expected: expected, deviation: &deviation) {
      case .contiguous: break
      case .after(let index): expected = index
      case .impossible(let note): impossible = impossible ?? note
      }
      expected += UInt64(samplesPerRecord)
    }
    return impossible
  }

  /// Reads the annotations of the whole file, without moving; onsets in seconds from the first sample.
  ///
  /// - Returns: The annotations, and what could not be read of them.
  /// - Throws: `unreadable` or `truncatedData`.
  public func readAnnotations() throws(RecordingError) -> RecordingReader.Annotations {
    var annotations = try reader.readAnnotations()
    annotations.all = annotations.all.map { annotation in
      var shifted = annotation
      shifted.onset = annotation.onset.subtracting(timing.startOffset) ?? annotation.onset
      return shifted
    }
    return annotations
  }

  /// Moves to the next data record and decodes it.
  private mutating func advance() throws(RecordingError) -> Bool {
    guard try reader.advance() else { return false }
    let start = try timing.start(
      ofRecord: reader.recordIndex, reader, expected: sampleIndex, deviation: &deviation)
    if case .impossible(let note) = start, !hasImpossibleOnset {
      hasImpossibleOnset = true
      notes.append(note)
    }
    if case .after(let index) = start { sampleIndex = index }
    FrameSource.decode(inputs, from: reader, into: &codes, pitch: pitch)
    position = 0
    return true
  }

  /// Decodes the reader's data record, a row for each input.
  private static func decode(
    _ inputs: [RecordedSignal], from reader: borrowing RecordingReader, into codes: inout [Int32], pitch: Int
  ) {
    var span = codes.mutableSpan
    for (row, input) in inputs.enumerated() {
      reader.decode(signal: input.signal, into: &span, from: row * pitch)
    }
  }
}
