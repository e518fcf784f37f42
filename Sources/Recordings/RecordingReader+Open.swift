import Foundation

extension RecordingReader {
  /// Reads the header.
  static func header(of file: RecordingFile) throws(RecordingError) -> RecordingHeader {
    let fixed = HeaderFields(
      file: file.path, bytes: [UInt8](try file.read(at: 0, count: RecordingHeader.fixedByteCount)))
    guard fixed.bytes.count == RecordingHeader.fixedByteCount else {
      try checkIdentification(fixed)
      throw truncatedHeader(file, found: fixed.bytes.count, expected: RecordingHeader.fixedByteCount)
    }
    let byteCount = 256 * (try RecordingHeader.signalCount(fixed) + 1)
    let fields = HeaderFields(file: file.path, bytes: [UInt8](try file.read(at: 0, count: byteCount)))
    guard fields.bytes.count == byteCount else {
      throw truncatedHeader(file, found: fields.bytes.count, expected: byteCount)
    }
    return try RecordingHeader(fields, fileByteCount: file.byteCount)
  }

  /// Compares the file's size with its header.
  ///
  /// - Returns: The data records there are, and sentences about what does not agree.
  static func count(
    _ header: RecordingHeader, _ file: RecordingFile, _ truncation: Truncation
  ) throws(RecordingError) -> (Int, [String]) {
    let recordBytes = UInt64(header.recordByteCount)
    guard recordBytes > 0 else {
      throw RecordingError(
        .noData, file: file.path, offset: UInt64(256 + 216 * header.signals.count),
        found: "no samples in a data record of any signal", expected: "at least one signal with samples")
    }
    let dataBytes = file.byteCount - UInt64(header.byteCount)
    let whole = Int(dataBytes / recordBytes)
    let rest = dataBytes % recordBytes
    var notes = RecordingReader.notes(header)
    if let declared = header.declaredRecordCount, whole < declared {
      let found = "the end of the file after \(rest) bytes of data record \(whole + 1) of \(declared)"
      guard truncation == .keepWholeRecords else {
        throw RecordingError(
          .truncatedData, file: file.path, offset: file.byteCount, found: found,
          expected: "data records of \(recordBytes) bytes")
      }
      notes.append("cut at byte \(file.byteCount): \(found); what is whole is read")
    } else {
      if let declared = header.declaredRecordCount, whole > declared {
        notes.append("the header declares \(declared) data records, the file holds \(whole); all are read")
      }
      if header.declaredRecordCount == nil {
        let end =
          rest > 0 ? "; it was never stopped: \(rest) bytes of the next are no whole record and are not read" : ""
        notes.append("the header leaves the number of data records open; the file holds \(whole)\(end)")
      } else if rest > 0 {
        notes.append("\(rest) bytes after the last data record are no whole record and are not read")
      }
    }
    guard whole > 0 else {
      throw RecordingError(
        .noData, file: file.path, offset: file.byteCount, found: "the end of the file after its header",
        expected: "at least one data record of \(recordBytes) bytes")
    }
    return (whole, notes)
  }

  /// Sentences about a header that can be read but is not as it should be.
  private static func notes(_ header: RecordingHeader) -> [String] {
    var notes = header.remarks
    if header.start == nil
      && !RecordingStart.isWithheld(date: header.startDate, recording: header.recording)
    {
      notes.append(
        RecordingStart.fault(date: header.startDate, time: header.startTime, recording: header.recording))
    }
    let isPlain = header.format == .edf || header.format == .bdf
    if isPlain && header.signals.contains(where: \.isAnnotations) {
      notes.append("the header does not declare EDF+ or BDF+, but a signal is labelled as annotations and read as such")
    }
    return notes
  }

  private static func checkIdentification(_ fields: HeaderFields) throws(RecordingError) {
    let start = fields.bytes.prefix(8)
    guard RecordingHeader.isIdentification(start) else {
      throw RecordingHeader.notARecording(fields.file, start)
    }
  }

  private static func truncatedHeader(_ file: RecordingFile, found: Int, expected: Int) -> RecordingError {
    RecordingError(
      .truncatedHeader, file: file.path, offset: UInt64(found), found: "the end of the file inside the header",
      expected: "a header of \(expected) bytes")
  }
}
