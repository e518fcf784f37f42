/// The bytes of a header as fixed-width text fields; every fault names its field and offset.
struct HeaderFields {
  /// The file's path, for errors.
  let file: String
  /// The header's bytes, from the file's first.
  let bytes: [UInt8]

  /// How many signals the header is for, by its length.
  var signalCount: Int { bytes.count / 256 - 1 }

  /// A field's bytes without the spaces and zero bytes around them.
  func trimmed(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
    func isPadding(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0 }
    var field = bytes[offset..<(offset + count)]
    while let byte = field.first, isPadding(byte) { field = field.dropFirst() }
    while let byte = field.last, isPadding(byte) { field = field.dropLast() }
    return field
  }

  /// A field as text.
  func text(_ offset: Int, _ count: Int) -> String {
    HeaderFields.text(trimmed(offset, count))
  }

  /// A whole number in a range.
  func whole(
    _ offset: Int, _ count: Int, _ name: String, in range: ClosedRange<Int64>
  ) throws(RecordingError) -> Int64 {
    let number = try decimal(offset, count, name)
    guard number.denominator == 1, range.contains(number.numerator) else {
      throw fault(offset, count, name, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number.numerator
  }

  /// A decimal number, its point written as a point or as a comma.
  func decimal(_ offset: Int, _ count: Int, _ name: String) throws(RecordingError) -> Ratio {
    guard let number = Ratio(decimal: trimmed(offset, count)) ?? withPoint(offset, count) else {
      throw fault(offset, count, name, expected: "a decimal number")
    }
    return number
  }

  /// Whether a field is a number only if its one comma is read as a point.
  func hasDecimalComma(_ offset: Int, _ count: Int) -> Bool {
    Ratio(decimal: trimmed(offset, count)) == nil && withPoint(offset, count) != nil
  }

  private func withPoint(_ offset: Int, _ count: Int) -> Ratio? {
    let field = trimmed(offset, count)
    guard field.count(where: { $0 == UInt8(ascii: ",") }) == 1 else { return nil }
    return Ratio(decimal: field.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 })
  }

  /// A fault in one field.
  func fault(_ offset: Int, _ count: Int, _ name: String, expected: String) -> RecordingError {
    RecordingError(
      .badField, file: file, offset: UInt64(offset),
      found: "\(HeaderFields.quoted(bytes[offset..<(offset + count)])) as \(name)", expected: expected)
  }

  /// Text that is ASCII by the specification; UTF-8 and Latin-1 occur, for instance in `µV`.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// Bytes for an error message: in quotes, what cannot be printed as `\xNN`.
  static func quoted(_ bytes: some Collection<UInt8>) -> String {
    let parts = bytes.map { byte in
      switch byte {
      case 0x20..<0x7F: String(Unicode.Scalar(byte))
      case 0..<0x10: "\\x0" + String(byte, radix: 16)
      default: "\\x" + String(byte, radix: 16)
      }
    }
    return "\"" + parts.joined() + "\""
  }
}
