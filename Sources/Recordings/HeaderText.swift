import Vocabulary

/// The bytes of an EDF+ or BDF+ header.
struct HeaderText {
  /// The file's path, for errors.
  let file: String
  /// Width of a sample.
  let width: EDFWriter.Width
  /// Whether there may be gaps.
  let isDiscontinuous: Bool
  /// All signals, the annotations last.
  let signals: [SignalHeader]
  /// Seconds in a data record.
  let recordDuration: Ratio
  /// Who and when.
  let identity: EDFWriter.Identity

  /// Adds the annotation signal.
  init(
    file: String, width: EDFWriter.Width, isDiscontinuous: Bool, signals: [SignalHeader], recordDuration: Ratio,
    identity: EDFWriter.Identity, annotationByteCount: Int
  ) {
    self.file = file
    self.width = width
    self.isDiscontinuous = isDiscontinuous
    self.recordDuration = recordDuration
    self.identity = identity
    let range: ClosedRange<Int32> = width == .bits16 ? -32_768...32_767 : -8_388_608...8_388_607
    let annotations = SignalHeader(
      label: width == .bits16 ? "EDF Annotations" : "BDF Annotations", dimension: "", physicalMinimum: Ratio(-1),
      physicalMaximum: Ratio(1), digitalMinimum: range.lowerBound, digitalMaximum: range.upperBound,
      samplesPerRecord: (annotationByteCount + width.rawValue - 1) / width.rawValue)
    self.signals = signals + [annotations]
  }

  /// The header as a reader finds it, once it is clear that nothing of it was changed by writing it.
  func checkedHeader() throws(RecordingError) -> RecordingHeader {
    guard signals.count <= RecordingHeader.mostSignals else {
      throw unwritable(
        "\(signals.count - 1) signals and one of annotations",
        expected: "at most \(RecordingHeader.mostSignals), which the header's 4 digits can count")
    }
    for signal in signals {
      for (text, width) in [
        (signal.label, 16), (signal.transducer, 80), (signal.dimension, 8), (signal.prefiltering, 80),
        (signal.reserved, 32),
      ] {
        try check(text, width)
      }
    }
    try check(identity.patient, 80)
    try check(recordingText, 80)
    let header = try RecordingHeader(HeaderFields(file: file, bytes: bytes))
    for signal in header.signals { if let defect = signal.defect { throw defect } }
    for (read, meant) in zip(header.signals, signals) where read != meant {
      throw unwritable("signal \(meant.label), which does not fit its fields exactly: \(meant)")
    }
    guard header.recordDuration == recordDuration else {
      throw unwritable("\(recordDuration.value) seconds in a data record")
    }
    return header
  }

  /// The header's bytes; the number of data records is left open.
  var bytes: [UInt8] {
    var bytes = width == .bits16 ? Self.field("0", 8) : [0xFF] + Array("BIOSEMI".utf8)
    bytes += Self.field(identity.patient, 80) + Self.field(recordingText, 80)
    bytes += Self.field(dateText, 8) + Self.field(timeText, 8)
    bytes += Self.field("\(256 * (signals.count + 1))", 8)
    bytes += Self.field((width == .bits16 ? "EDF" : "BDF") + (isDiscontinuous ? "+D" : "+C"), 44)
    bytes += Self.field("-1", 8) + Self.field(Self.number(recordDuration), 8) + Self.field("\(signals.count)", 4)
    for signal in signals { bytes += Self.field(signal.label, 16) }
    for signal in signals { bytes += Self.field(signal.transducer, 80) }
    for signal in signals { bytes += Self.field(signal.dimension, 8) }
    for signal in signals { bytes += Self.field(Self.number(signal.physicalMinimum), 8) }
    for signal in signals { bytes += Self.field(Self.number(signal.physicalMaximum), 8) }
    for signal in signals { bytes += Self.field("\(signal.digitalMinimum)", 8) }
    for signal in signals { bytes += Self.field("\(signal.digitalMaximum)", 8) }
    for signal in signals { bytes += Self.field(signal.prefiltering, 80) }
    for signal in signals { bytes += Self.field("\(signal.samplesPerRecord)", 8) }
    for signal in signals { bytes += Self.field(signal.reserved, 32) }
    return bytes
  }

  /// Text in a field of `width` bytes, padded with spaces and cut where it is longer.
  static func field(_ text: String, _ width: Int) -> [UInt8] {
    let bytes = Array(text.utf8.prefix(width))
    return bytes + [UInt8](repeating: 0x20, count: width - bytes.count)
  }

  /// A number as an exact decimal, without the zero before its point or with an exponent if that makes it fit; what
  /// does not fit 8 characters even so is found by reading it back.
  private static func number(_ value: Ratio) -> String {
    guard let text = value.decimalText() else { return "" }
    if text.utf8.count <= 8 { return text }
    let short = text.hasPrefix("0.") ? String(text.dropFirst()) : text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
    if short.utf8.count <= 8 { return short }
    let places = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    var digits = text.filter { $0 != "." && $0 != "-" }.drop { $0 == "0" }
    var exponent = -places
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    let scientific = "\(text.hasPrefix("-") ? "-" : "")\(digits)E\(exponent)"
    return scientific.utf8.count <= 8 ? scientific : short
  }

  /// Whether a number's field holds it exactly.
  static func holds(_ value: Ratio) -> Bool { (1...8).contains(number(value).utf8.count) }

  /// The number nearest to a positive one that 8 characters hold.
  static func nearest(_ value: Ratio) -> Ratio {
    for places in (0...8).reversed() {
      let scale = (0..<places).reduce(Int128(1)) { power, _ in power * 10 }
      let scaled = (2 * Int128(value.numerator) * scale + Int128(value.denominator)) / (2 * Int128(value.denominator))
      if let rounded = Ratio(scaled, over: scale), rounded > .zero, number(rounded).utf8.count <= 8 { return rounded }
    }
    return value
  }

  private var recordingText: String {
    guard identity.statesDate, let start = identity.start else { return "Startdate X \(identity.recording)" }
    return "Startdate \(start.dateText) \(identity.recording)"
  }

  private var dateText: String {
    guard let start = identity.start else { return RecordingStart.unknownDate }
    // Earlier ones, as of recordings without their true date, are told by their digits and the recording field.
    let year = start.year <= 2084 ? Self.two(start.year % 100) : "yy"
    return "\(Self.two(start.day)).\(Self.two(start.month)).\(year)"
  }

  private var timeText: String {
    guard let start = identity.start else { return "00.00.00" }
    return "\(Self.two(start.hour)).\(Self.two(start.minute)).\(Self.two(start.second))"
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private func check(_ text: String, _ width: Int) throws(RecordingError) {
    guard text.utf8.count <= width, text.utf8.allSatisfy(\.isPrintableASCII) else {
      throw unwritable("\"\(text)\"", expected: "at most \(width) printable ASCII characters")
    }
  }

  private func unwritable(
    _ found: String, expected: String = "numbers that 8 characters hold exactly"
  ) -> RecordingError {
    RecordingError(.unwritable, file: file, offset: 0, found: found, expected: expected)
  }
}
