import Foundation

extension RecordingReader {
  /// Writes a recording anew as EDF+ or BDF+: the same codes, scaling and annotations.
  ///
  /// Header fields are kept as EDF+ can hold them (`CopiedText`), and a note says what had to change. Where time jumps
  /// between data records, the copy is discontinuous. A discontinuous recording whose data records overlap, or do not
  /// say when they start, is refused.
  ///
  /// - Parameters:
  ///   - source: The recording.
  ///   - destination: The file to write.
  ///   - truncation: What to do if the recording ends too early.
  /// - Returns: What is unusual about the recording, in sentences.
  /// - Throws: What is wrong with either file.
  public static func copy(
    _ source: URL, to destination: URL, truncation: Truncation = .refuse
  ) throws(RecordingError) -> [String] {
    var reader = try RecordingReader(url: source, truncation: truncation)
    let header = reader.header
    let isBDF = header.format.bytesPerSample == 3
    guard !isBDF || destination.pathExtension.lowercased() == "bdf" else {
      throw RecordingError(
        .unwritable, file: destination.path, offset: 0, found: "24-bit samples for a file of this name",
        expected: "a name that ends in .bdf")
    }
    var annotations = try reader.readAnnotations()
    let times = try CopiedTimes(reader)
    for index in annotations.all.indices {
      annotations.all[index].onset =
        annotations.all[index].onset.subtracting(Ratio(times.shift)) ?? annotations.all[index].onset
    }
    let kept = header.signals.indices.filter { header.signals[$0].hasSamples }
    let text = CopiedText(header, later: times.shift)
    var writer = try EDFWriter(
      url: destination, signals: kept.map { text.signals[$0] }, recordDuration: times.recordDuration,
      identity: text.identity, startOffset: times.onsets[0], width: isBDF ? .bits24 : .bits16,
      isDiscontinuous: times.hasGaps || header.format.isDiscontinuous,
      annotationByteCount: EDFWriter.annotationByteCount(for: annotations.all, records: reader.recordCount))
    for annotation in annotations.all { try writer.add(annotation) }
    var codes = [Int32](repeating: 0, count: kept.reduce(0) { $0 + header.signals[$1].samplesPerRecord })
    while try reader.advance() {
      decode(reader, kept, into: &codes)
      try writer.write(codes.span, onset: times.onsets[reader.recordIndex])
    }
    try writer.finish()
    return reader.notes + times.notes + notes(header) + text.notes + annotations.faults.map { "annotations: \($0)" }
  }

  /// Signals that could not be kept as they were.
  private static func notes(_ header: RecordingHeader) -> [String] {
    var notes: [String] = []
    for (index, signal) in header.signals.enumerated() where !signal.isAnnotations {
      if signal.samplesPerRecord == 0 {
        notes.append("signal \(index + 1) (\(signal.label)) has no samples and is left out")
      } else if signal.lacksScaling {
        notes.append("signal \(index + 1) (\(signal.label)) has no scaling: its codes are kept, and are its values")
      }
    }
    return notes
  }

  private static func decode(_ reader: borrowing RecordingReader, _ signals: [Int], into codes: inout [Int32]) {
    var span = codes.mutableSpan
    var place = 0
    for signal in signals {
      reader.decode(signal: signal, into: &span, from: place)
      place += reader.header.signals[signal].samplesPerRecord
    }
  }
}

extension SignalHeader {
  /// Whether its ranges give its samples no value.
  var lacksScaling: Bool { gain == nil || defect != nil && !isReversed }

  /// Whether all that is wrong is that its digital range is written from the largest code to the smallest.
  var isReversed: Bool { gain != nil && digitalMinimum > digitalMaximum && defect?.kind == .brokenScaling }
}
