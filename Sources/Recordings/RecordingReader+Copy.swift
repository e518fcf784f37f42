import Foundation

extension RecordingReader {
  /// Writes a recording anew as EDF+ or BDF+: the same codes, scaling and annotations.
  ///
  /// Characters that EDF+ does not allow in its fields become `?`, the micro sign `u`. The patient and recording fields of
  /// plain files become the last part of those of EDF+.
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
    guard !header.signals.allSatisfy(\.isAnnotations) else {
      throw RecordingError(
        .noUsableSignal, file: reader.path, offset: 256, found: "nothing but annotations",
        expected: "at least one signal with samples")
    }
    let isBDF = header.format.bytesPerSample == 3
    guard !isBDF || destination.pathExtension.lowercased() == "bdf" else {
      throw RecordingError(
        .unwritable, file: destination.path, offset: 0, found: "24-bit samples for a file of this name",
        expected: "a name that ends in .bdf")
    }
    let annotations = try reader.readAnnotations()
    let startOffset = try reader.startOffset()
    let kept = header.signals.indices.filter { !header.signals[$0].isAnnotations }
    var writer = try EDFWriter(
      url: destination, signals: kept.map { header.signals[$0].printable },
      recordDuration: header.recordDuration, identity: EDFWriter.Identity(header), startOffset: startOffset,
      width: isBDF ? .bits24 : .bits16, isDiscontinuous: header.format.isDiscontinuous,
      annotationByteCount: EDFWriter.annotationByteCount(for: annotations.all, records: reader.recordCount))
    for annotation in annotations.all { try writer.add(annotation) }
    var codes = [Int32](repeating: 0, count: kept.reduce(0) { $0 + header.signals[$1].samplesPerRecord })
    while try reader.advance() {
      decode(reader, kept, into: &codes)
      let onset = header.format.isDiscontinuous ? try reader.onset(ofRecord: reader.recordIndex) : nil
      try writer.write(codes.span, onset: onset)
    }
    try writer.finish()
    return reader.notes + annotations.faults.map { "annotations: \($0)" }
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
  /// The same signal with nothing but printable ASCII in its fields.
  fileprivate var printable: SignalHeader {
    var signal = self
    signal.label = label.printableASCII(16)
    signal.transducer = transducer.printableASCII(80)
    signal.dimension = dimension.printableASCII(8)
    signal.prefiltering = prefiltering.printableASCII(80)
    signal.reserved = reserved.printableASCII(32)
    return signal
  }
}

extension EDFWriter.Identity {
  /// Who and when, from another recording's header.
  init(_ header: RecordingHeader) {
    let isPlus = header.format != .edf && header.format != .bdf
    let words = header.recording.split(separator: " ", maxSplits: 2).map(String.init)
    let hasStart = isPlus && words.count == 3 && words[0] == "Startdate"
    // "Startdate dd-MMM-yyyy " takes 22 of 80 characters.
    self.init(
      start: header.start,
      patient: isPlus ? header.patient.printableASCII(80) : "X X X " + header.patient.oneWord(74),
      recording: hasStart ? words[2].printableASCII(58) : "X X " + header.recording.oneWord(54))
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
