import Vocabulary

/// Reads a section's fields one after the other and knows where it is.
struct SectionReader {
  /// The section's kind.
  let kind: SectionKind
  private var cursor = ByteCursor<ByteRangeFault>()
  /// Offset of the next field.
  var offset: Int { cursor.offset }

  init(_ kind: SectionKind) {
    self.kind = kind
  }

  /// The next whole number.
  mutating func number<Value: FixedWidthInteger>(
    _ type: Value.Type, in bytes: Span<UInt8>
  ) throws(BundleFault) -> Value {
    do throws(ByteRangeFault) {
      return try cursor.next(type, in: bytes)
    } catch {
      throw .sectionEnd(kind, offset: error.offset)
    }
  }

  /// The next byte as one of a field's values.
  mutating func choice<Value: RawRepresentable<UInt8>>(
    _ field: BundleField, in bytes: Span<UInt8>
  ) throws(BundleFault) -> Value {
    guard let value = Value(rawValue: try number(UInt8.self, in: bytes)) else {
      throw .field(field, offset: offset - 1)
    }
    return value
  }

  /// The next text.
  mutating func text<let capacity: Int>(
    _ field: BundleField, in bytes: Span<UInt8>
  ) throws(BundleFault) -> FixedText<capacity> {
    let start = offset
    try skip(capacity, in: bytes)
    guard let text = FixedText<capacity>(ascii: bytes.extracting(start..<offset)) else {
      throw .field(field, offset: start)
    }
    return text
  }

  /// The next label: printable ASCII, zero-padded.
  mutating func label(
    _ field: BundleField, mayBeEmpty: Bool = false, in bytes: Span<UInt8>
  ) throws(BundleFault) -> ChannelName {
    let start = offset
    let name: ChannelName
    do throws(ByteRangeFault) {
      name = try cursor.nextName(in: bytes)
    } catch {
      throw .sectionEnd(kind, offset: start)
    }
    guard name.isPrintable(spaces: false) && (mayBeEmpty || name.count > 0) else { throw .field(field, offset: start) }
    return name
  }

  private mutating func skip(_ count: Int, in bytes: Span<UInt8>) throws(BundleFault) {
    do throws(ByteRangeFault) {
      try cursor.skip(count, in: bytes)
    } catch {
      throw .sectionEnd(kind, offset: error.offset)
    }
  }

  /// Refuses a field that was just read.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - width: Its bytes.
  ///   - holds: Whether its value is one that it may have.
  /// - Throws: `BundleFault.field` if not.
  func check(_ field: BundleField, width: Int, _ holds: Bool) throws(BundleFault) {
    guard holds else { throw .field(field, offset: offset - width) }
  }

  /// Refuses bytes after the last field.
  func finish(_ bytes: Span<UInt8>) throws(BundleFault) {
    guard offset == bytes.count else { throw .sectionEnd(kind, offset: offset) }
  }
}
