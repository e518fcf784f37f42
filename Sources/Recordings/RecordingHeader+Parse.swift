extension RecordingHeader {
  /// Bytes of the part that does not depend on the number of signals.
  static let fixedByteCount = 256
  private static let edfIdentification = Array("0       ".utf8)
  private static let bdfIdentification = [0xFF] + Array("BIOSEMI".utf8)

  /// Checks the first 256 bytes.
  ///
  /// - Parameter fields: At least the header's first 256 bytes.
  /// - Returns: Number of signals.
  /// - Throws: `notARecording`, or `badField` where the number of signals is none or the header's length is another.
  static func signalCount(_ fields: HeaderFields) throws(RecordingError) -> Int {
    let identification = fields.bytes.prefix(8)
    guard isIdentification(identification), identification.count == 8 else {
      throw notARecording(fields.file, identification)
    }
    let count = Int(try fields.whole(252, 4, "number of signals", in: 1...9_999))
    let declared = try fields.whole(184, 8, "bytes in the header", in: 512...99_999_999)
    guard declared == fixedByteCount * (count + 1) else {
      throw fields.fault(
        184, 8, "bytes in the header", expected: "\(fixedByteCount * (count + 1)), for \(count) signals")
    }
    return count
  }

  /// Whether `bytes` is the first 8 bytes of a recording, or as many of them as there are.
  static func isIdentification(_ bytes: ArraySlice<UInt8>) -> Bool {
    edfIdentification.starts(with: bytes) || bdfIdentification.starts(with: bytes)
  }

  /// The error for a file that begins with `bytes`.
  static func notARecording(_ file: String, _ bytes: ArraySlice<UInt8>) -> RecordingError {
    RecordingError(
      .notARecording, file: file, offset: 0, found: HeaderFields.quoted(bytes),
      expected: "\"0       \" (EDF) or \"\\xffBIOSEMI\" (BDF)")
  }

  /// Reads a whole header.
  ///
  /// - Parameter fields: All of the header's bytes.
  /// - Throws: What is wrong with the first field that is.
  init(_ fields: HeaderFields) throws(RecordingError) {
    let count = try RecordingHeader.signalCount(fields)
    reserved = fields.text(192, 44)
    format = RecordingFormat(isBDF: fields.bytes[0] == 0xFF, reserved: reserved)
    patient = fields.text(8, 80)
    recording = fields.text(88, 80)
    startDate = fields.text(168, 8)
    startTime = fields.text(176, 8)
    let records = try fields.whole(236, 8, "number of data records", in: -1...99_999_999)
    declaredRecordCount = records < 0 ? nil : Int(records)
    recordDuration = try fields.decimal(244, 8, "duration of a data record")
    signals = []
    signals.reserveCapacity(count)
    for index in 0..<count {
      signals.append(try SignalHeader(fields, index: index, of: count))
    }
    guard recordDuration > .zero || recordDuration == .zero && signals.allSatisfy(\.isAnnotations) else {
      throw fields.fault(244, 8, "duration of a data record", expected: "more than 0 seconds")
    }
  }
}

extension SignalHeader {
  /// Reads one signal's header; each field comes for all signals in turn.
  ///
  /// - Parameters:
  ///   - fields: All of the header's bytes.
  ///   - index: Which signal.
  ///   - count: How many signals there are.
  /// - Throws: `badField`, or `brokenScaling` unless the signal is a dummy or carries annotations.
  init(_ fields: HeaderFields, index: Int, of count: Int) throws(RecordingError) {
    func offset(_ before: Int, _ width: Int) -> Int { 256 + before * count + index * width }
    label = fields.text(offset(0, 16), 16)
    let name = "of signal \(index + 1) (\(label))"
    transducer = fields.text(offset(16, 80), 80)
    dimension = fields.text(offset(96, 8), 8)
    physicalMinimum = try fields.decimal(offset(104, 8), 8, "physical minimum \(name)")
    physicalMaximum = try fields.decimal(offset(112, 8), 8, "physical maximum \(name)")
    let codes = Int64(Int32.min)...Int64(Int32.max)
    digitalMinimum = Int32(try fields.whole(offset(120, 8), 8, "digital minimum \(name)", in: codes))
    digitalMaximum = Int32(try fields.whole(offset(128, 8), 8, "digital maximum \(name)", in: codes))
    prefiltering = fields.text(offset(136, 80), 80)
    samplesPerRecord = Int(
      try fields.whole(offset(216, 8), 8, "samples in a data record \(name)", in: 1...99_999_999))
    reserved = fields.text(offset(224, 32), 32)
    if isAnnotations || isDummy { return }
    guard digitalMinimum < digitalMaximum else {
      throw RecordingError(
        .brokenScaling, file: fields.file, offset: UInt64(offset(120, 8)),
        found: "digital range \(digitalMinimum) to \(digitalMaximum) \(name)",
        expected: "a minimum below the maximum")
    }
    guard gain != nil else {
      throw RecordingError(
        .brokenScaling, file: fields.file, offset: UInt64(offset(104, 8)),
        found: "physical range \(fields.text(offset(104, 8), 8)) to \(fields.text(offset(112, 8), 8)) \(name)",
        expected: "two different numbers")
    }
  }
}
