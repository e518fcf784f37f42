extension RecordingReader {
  /// What the annotation signals of a file hold.
  public struct Annotations: Equatable, Sendable {
    /// The annotations in the file's order.
    public var all: [Annotation] = []
    /// Lists that could not be read, with their offsets.
    public var faults: [RecordingError] = []
  }

  /// Indices of the annotation signals.
  public var annotationSignals: [Int] {
    header.signals.indices.filter { header.signals[$0].isAnnotations }
  }

  /// Reads the annotations of the whole file, touching nothing but the annotation signals and without moving.
  ///
  /// - Returns: The annotations, and what could not be read of them.
  /// - Throws: `unreadable` or `truncatedData`.
  public func readAnnotations() throws(RecordingError) -> Annotations {
    var annotations = Annotations()
    let signals = annotationSignals
    for record in 0..<recordCount {
      for signal in signals {
        try read(signal, record, into: &annotations)
      }
    }
    return annotations
  }

  /// Seconds from the header's start time to the first sample, below 1 where a file is as it should be.
  ///
  /// - Returns: The first data record's onset; zero where it says none, or where a file that is not discontinuous says
  ///   it in a form that cannot be read.
  /// - Throws: `unreadable`, `truncatedData`, or `badAnnotation` for a discontinuous file.
  public func startOffset() throws(RecordingError) -> Ratio {
    do throws(RecordingError) {
      return try onset(ofRecord: 0) ?? .zero
    } catch  where error.kind == .badAnnotation && !header.format.isDiscontinuous {
      return .zero
    }
  }

  /// When a data record starts, in seconds from the header's start time, as its first annotation list says.
  ///
  /// - Parameter record: Number of the record.
  /// - Returns: The onset, or nil where the record does not say.
  /// - Throws: `unreadable`, `truncatedData`, or `badAnnotation` if the list that should say it cannot be read.
  public func onset(ofRecord record: Int) throws(RecordingError) -> Ratio? {
    guard let signal = annotationSignals.first else { return nil }
    let (lists, faults) = AnnotationList.read(try bytes(ofSignal: signal, inRecord: record))
    if let list = lists.first, list.marksRecordStart { return list.onset }
    if let fault = faults.first { throw error(fault, signal, record) }
    return nil
  }

  private func read(_ signal: Int, _ record: Int, into annotations: inout Annotations) throws(RecordingError) {
    let (lists, faults) = AnnotationList.read(try bytes(ofSignal: signal, inRecord: record))
    for list in lists {
      // Texts of no characters mark the record's own start and carry nothing to keep.
      for text in list.texts where !text.isEmpty {
        annotations.all.append(Annotation(onset: list.onset, duration: list.duration, text: text))
      }
    }
    for fault in faults { annotations.faults.append(error(fault, signal, record)) }
  }

  private func error(_ fault: AnnotationList.Fault, _ signal: Int, _ record: Int) -> RecordingError {
    RecordingError(
      .badAnnotation, file: path, offset: fileOffset(ofSignal: signal, inRecord: record) + UInt64(fault.offset),
      found: fault.found, expected: fault.expected)
  }
}
