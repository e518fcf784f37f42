import Foundation

extension RecordingReader {
  /// Writes a recording anew as EDF+ or BDF+: the same codes, scaling and annotations.
  ///
  /// Characters that EDF+ does not allow in its fields become `?`, the micro sign `u`. Patient and recording fields
  /// without the parts EDF+ asks for become the last part. Where time jumps between data records, the copy is
  /// discontinuous. A discontinuous recording whose data records overlap, or do not say when they start, is refused.
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
    var (onsets, hasGaps, early) = try onsets(of: reader)
    // The first data record of EDF+ starts within a second of the header's start.
    let shift = onsets[0].wholePart
    onsets = onsets.map { $0.subtracting(Ratio(shift)) ?? $0 }
    for index in annotations.all.indices {
      annotations.all[index].onset =
        annotations.all[index].onset.subtracting(Ratio(shift)) ?? annotations.all[index].onset
    }
    let kept = header.signals.indices.filter { header.signals[$0].hasSamples }
    var writer = try EDFWriter(
      url: destination, signals: kept.map { header.signals[$0].writable(header.format.codeRange) },
      recordDuration: header.recordDuration, identity: EDFWriter.Identity(header, later: shift), startOffset: onsets[0],
      width: isBDF ? .bits24 : .bits16, isDiscontinuous: hasGaps || header.format.isDiscontinuous,
      annotationByteCount: EDFWriter.annotationByteCount(for: annotations.all, records: reader.recordCount))
    for annotation in annotations.all { try writer.add(annotation) }
    var codes = [Int32](repeating: 0, count: kept.reduce(0) { $0 + header.signals[$1].samplesPerRecord })
    while try reader.advance() {
      decode(reader, kept, into: &codes)
      try writer.write(codes.span, onset: onsets[reader.recordIndex])
    }
    try writer.finish()
    return reader.notes + notes(header, hasGaps: hasGaps, early: early, shift: shift)
      + annotations.faults.map { "annotations: \($0)" }
  }

  /// When each data record starts, in seconds from the header's start time, and whether a file that says it is
  /// continuous has gaps.
  private static func onsets(
    of reader: borrowing RecordingReader
  ) throws(RecordingError) -> ([Ratio], hasGaps: Bool, early: String?) {
    let header = reader.header
    var onsets = [try RecordTiming.onset(of: reader, record: 0) ?? .zero]
    var hasGaps = false
    var early: String?
    // A sample of the fastest signal, at most a tenth of a second: earlier or later by less is rounding.
    let fastest = header.signals.filter(\.hasSamples).map(\.samplesPerRecord).max() ?? 1
    let sample = min(header.recordDuration.divided(by: Ratio(Int64(fastest))) ?? .zero, Ratio(1, over: 10) ?? .zero)
    for record in 1..<max(1, reader.recordCount) {
      guard let next = onsets[record - 1].adding(header.recordDuration) else {
        throw RecordingError(
          .unusableRate, file: reader.path, offset: 236, found: "\(reader.recordCount) data records",
          expected: "times that can be held exactly")
      }
      let stated = try RecordTiming.onset(of: reader, record: record)
      if header.format.isDiscontinuous, let stated {
        guard let early = next.subtracting(stated), early <= sample else {
          throw RecordTiming.overlap(reader, record, stated, expected: "\(next.value) s or later")
        }
        onsets.append(max(stated, next))
      } else if let stated, let late = stated.subtracting(next), late > sample {
        onsets.append(stated)
        hasGaps = true
      } else {
        if let stated, let by = next.subtracting(stated), by > sample {
          early = early ?? "data record \(record + 1) says that it starts at \(stated.value) s, \(by.value) s too early"
        }
        onsets.append(next)
      }
    }
    return (onsets, hasGaps, early)
  }

  /// What could not be kept as it was.
  private static func notes(_ header: RecordingHeader, hasGaps: Bool, early: String?, shift: Int64) -> [String] {
    var notes: [String] = []
    if let early {
      notes.append("\(early): in the copy records follow each other, and annotations stay at their own times")
    }
    if shift != 0 {
      notes.append("the first sample lies \(shift) s or more from the header's start: the copy's start is moved there")
    }
    if hasGaps { notes.append("time jumps between data records of a continuous file: written as discontinuous (+D)") }
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
  fileprivate var lacksScaling: Bool { gain == nil || digitalMinimum > digitalMaximum || defect != nil }

  /// The same signal as a header can hold it: printable ASCII, and where it has no scaling, that of its codes.
  fileprivate func writable(_ codes: ClosedRange<Int32>) -> SignalHeader {
    var signal = self
    signal.label = label.printableASCII(16)
    signal.transducer = transducer.printableASCII(80)
    signal.dimension = dimension.printableASCII(8)
    signal.prefiltering = prefiltering.printableASCII(80)
    signal.reserved = reserved.printableASCII(32)
    guard lacksScaling else { return signal }
    signal.defect = nil
    signal.dimension = ""
    (signal.digitalMinimum, signal.digitalMaximum) = (codes.lowerBound, codes.upperBound)
    (signal.physicalMinimum, signal.physicalMaximum) = (Ratio(Int64(codes.lowerBound)), Ratio(Int64(codes.upperBound)))
    return signal
  }
}

extension EDFWriter.Identity {
  /// Who and when, from another recording's header: fields that do not have the parts EDF+ asks for become the last
  /// part.
  ///
  /// - Parameters:
  ///   - header: The recording's header.
  ///   - later: Seconds to add to its start.
  init(_ header: RecordingHeader, later: Int64 = 0) {
    let isPlus = header.format != .edf && header.format != .bdf
    let words = header.recording.split(separator: " ").map(String.init)
    let hasStart = isPlus && words.count >= 5 && words[0] == "Startdate"
    // "Startdate dd-MMM-yyyy " takes 22 of 80 characters.
    self.init(
      start: header.start.map { RecordingStart(secondsSince1970: $0.secondsSince1970 + later) },
      patient: isPlus && Self.hasParts(header.patient)
        ? header.patient.printableASCII(80) : "X X X " + header.patient.oneWord(74),
      recording: hasStart
        ? words[2...].joined(separator: " ").printableASCII(58) : "X X " + header.recording.oneWord(54))
  }

  /// Whether a patient field has its four parts: a code, a sex, a birth date and a name.
  private static func hasParts(_ patient: String) -> Bool {
    let words = patient.split(separator: " ").map(String.init)
    guard words.count >= 4, ["F", "M", "X"].contains(words[1]) else { return false }
    let date = words[2].split(separator: "-").map(String.init)
    let isDate =
      date.count == 3 && date[0].count == 2 && Int(date[0]) != nil && date[2].count == 4
      && Int(date[2]) != nil && RecordingStart.months.contains(date[1])
    return words[2] == "X" || isDate
  }
}

extension String {
  /// At most `count` printable ASCII characters: the micro sign as `u`, others that do not fit as `?`.
  fileprivate func printableASCII(_ count: Int) -> String {
    let characters = unicodeScalars.map { scalar -> Character in
      if scalar == "\u{B5}" || scalar == "\u{3BC}" { return "u" }
      return (0x20..<0x7F).contains(scalar.value) ? Character(scalar) : "?"
    }
    return String(characters.prefix(count))
  }

  /// Printable ASCII without spaces, `X` where there is nothing.
  fileprivate func oneWord(_ count: Int) -> String {
    isEmpty ? "X" : String(printableASCII(count).map { $0 == " " ? "_" : $0 })
  }
}
