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
    let count = Int(try fields.whole(252, 4, "number of signals", in: 1...Int64(RecordingHeader.mostSignals)))
    let declared = try fields.whole(184, 8, "bytes in the header", in: 512...99_999_999)
    guard declared == fixedByteCount * (count + 1) else {
      throw fields.fault(
        184, 8, "bytes in the header", expected: "\(fixedByteCount * (count + 1)), for \(count) signals")
    }
    return count
  }

  /// Whether `bytes` is the first 8 bytes of a recording, or as many of them as there are.
  static func isIdentification(_ bytes: ArraySlice<UInt8>) -> Bool {
    // Some recorders fill fields with noughts instead of spaces.
    edfIdentification.starts(with: bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 })
      || bdfIdentification.starts(with: bytes)
  }

  /// The error for a file that begins with `bytes`.
  static func notARecording(_ file: String, _ bytes: ArraySlice<UInt8>) -> RecordingError {
    RecordingError(
      .notARecording, file: file, offset: 0, found: HeaderFields.quoted(bytes),
      expected: "\"0       \" (EDF) or \"\\xffBIOSEMI\" (BDF)")
  }

  /// Reads a whole header.
  ///
  /// - Parameters:
  ///   - fields: All of the header's bytes.
  ///   - fileByteCount: The file's size, from which one number of samples that is left blank can be had.
  /// - Throws: What is wrong with the first field that is.
  init(_ fields: HeaderFields, fileByteCount: UInt64? = nil) throws(RecordingError) {
    let count = try RecordingHeader.signalCount(fields)
    reserved = fields.text(192, 44)
    format = RecordingFormat(isBDF: fields.bytes[0] == 0xFF, reserved: reserved)
    patient = fields.text(8, 80)
    recording = fields.text(88, 80)
    startDate = fields.text(168, 8)
    startTime = fields.text(176, 8)
    let isOpen = fields.trimmed(236, 8).isEmpty
    let records = isOpen ? -1 : try fields.whole(236, 8, "number of data records", in: -1...99_999_999)
    declaredRecordCount = records < 0 ? nil : Int(records)
    recordDuration = try fields.decimal(244, 8, "duration of a data record")
    signals = []
    signals.reserveCapacity(count)
    remarks = RecordingHeader.remarks(fields, signals: count)
    let blank = fileByteCount.flatMap { RecordingHeader.blankSamples(fields, signals: count, fileByteCount: $0) }
    if let blank {
      remarks.append(
        "signal \(blank.signal + 1) does not say how many samples it has; by the file's size \(blank.samples)")
    }
    for index in 0..<count {
      let samples = blank.flatMap { $0.signal == index ? $0.samples : nil }
      signals.append(try SignalHeader(fields, index: index, of: count, samples: samples))
    }
    guard recordDuration > .zero || recordDuration == .zero && signals.allSatisfy(\.isAnnotations) else {
      throw fields.fault(244, 8, "duration of a data record", expected: "more than 0 seconds")
    }
  }
}

extension RecordingHeader {
  /// The one signal that leaves its number of samples blank, and the number that the file's size leaves for it.
  private static func blankSamples(
    _ fields: HeaderFields, signals count: Int, fileByteCount: UInt64
  ) -> (signal: Int, samples: Int)? {
    let places = (0..<count).map { 256 + 216 * count + 8 * $0 }
    let blank = (0..<count).filter { fields.trimmed(places[$0], 8).isEmpty }
    guard blank.count == 1, let signal = blank.first, fileByteCount >= UInt64(fields.bytes.count),
      let records = Ratio(decimal: fields.trimmed(236, 8)), records.denominator == 1, records > .zero
    else { return nil }
    let width = fields.bytes[0] == 0xFF ? 3 : 2
    let (samples, rest) = Int(fileByteCount - UInt64(fields.bytes.count)).quotientAndRemainder(
      dividingBy: Int(clamping: records.numerator.multipliedReportingOverflow(by: Int64(width)).partialValue))
    var others = 0
    for place in places where !fields.trimmed(place, 8).isEmpty {
      guard let number = Ratio(decimal: fields.trimmed(place, 8)), number.denominator == 1, number.numerator < 1 << 27
      else { return nil }
      others += Int(number.numerator)
    }
    return rest == 0 && samples >= others ? (signal, samples - others) : nil
  }

  /// Sentences about numbers that are read although they are not written as they should be.
  private static func remarks(_ fields: HeaderFields, signals count: Int) -> [String] {
    let fixed = [
      (184, 8, "the bytes in the header"), (236, 8, "the number of data records"),
      (244, 8, "the duration of a data record"),
      (252, 4, "the number of signals"),
    ]
    var places = fixed.filter { fields.hasDecimalComma($0.0, $0.1) }.map(\.2)
    for index in 0..<count {
      let hasComma = [104, 112, 120, 128, 216].contains { fields.hasDecimalComma(256 + $0 * count + 8 * index, 8) }
      if hasComma { places.append("signal \(index + 1) (\(fields.text(256 + 16 * index, 16)))") }
    }
    return places.isEmpty ? [] : ["decimal commas are read as points: \(places.joined(separator: ", "))"]
  }
}

extension SignalHeader {
  /// Reads one signal's header; each field comes for all signals in turn.
  ///
  /// What is wrong with its ranges is kept in `defect`: whether it matters depends on what the signal is needed for.
  ///
  /// - Parameters:
  ///   - fields: All of the header's bytes.
  ///   - index: Which signal.
  ///   - count: How many signals there are.
  ///   - samples: Samples in a data record, where the header leaves them blank and they are known otherwise.
  /// - Throws: `badField` where the number of samples in a data record is none: nothing behind it could be found.
  init(_ fields: HeaderFields, index: Int, of count: Int, samples: Int? = nil) throws(RecordingError) {
    func offset(_ before: Int, _ width: Int) -> Int { 256 + before * count + index * width }
    label = fields.text(offset(0, 16), 16)
    let name = "of signal \(index + 1) (\(label))"
    transducer = fields.text(offset(16, 80), 80)
    dimension = fields.text(offset(96, 8), 8)
    prefiltering = fields.text(offset(136, 80), 80)
    reserved = fields.text(offset(224, 32), 32)
    if let samples {
      samplesPerRecord = samples
    } else {
      samplesPerRecord = Int(
        try fields.whole(offset(216, 8), 8, "samples in a data record \(name)", in: 0...99_999_999))
    }
    physicalMinimum = .zero
    physicalMaximum = .zero
    digitalMinimum = 0
    digitalMaximum = 0
    do throws(RecordingError) {
      physicalMinimum = try fields.decimal(offset(104, 8), 8, "physical minimum \(name)")
      physicalMaximum = try fields.decimal(offset(112, 8), 8, "physical maximum \(name)")
      let codes = Int64(Int32.min)...Int64(Int32.max)
      digitalMinimum = Int32(try fields.whole(offset(120, 8), 8, "digital minimum \(name)", in: codes))
      digitalMaximum = Int32(try fields.whole(offset(128, 8), 8, "digital maximum \(name)", in: codes))
      try checkRanges(fields, name, digital: offset(120, 8), physical: offset(104, 8), samples: offset(216, 8))
    } catch {
      defect = error
    }
  }

  private func checkRanges(
    _ fields: HeaderFields, _ name: String, digital: Int, physical: Int, samples: Int
  ) throws(RecordingError) {
    if isAnnotations || isDummy { return }
    guard samplesPerRecord > 0 else {
      throw fields.fault(samples, 8, "samples in a data record \(name)", expected: "at least 1")
    }
    guard digitalMinimum < digitalMaximum else {
      throw RecordingError(
        .brokenScaling, file: fields.file, offset: UInt64(digital),
        found: "digital range \(digitalMinimum) to \(digitalMaximum) \(name)",
        expected: "a minimum below the maximum")
    }
    guard gain != nil else {
      throw RecordingError(
        .brokenScaling, file: fields.file, offset: UInt64(physical),
        found:
          "physical range \(fields.text(physical, 8)) to \(fields.text(physical + 8 * fields.signalCount, 8)) \(name)",
        expected: "two numbers whose difference scales a code")
    }
  }
}
