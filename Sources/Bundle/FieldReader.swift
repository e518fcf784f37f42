import Vocabulary

/// Reads a section's fields one after the other and knows where it is.
struct FieldReader {
  /// The section's kind.
  let kind: SectionKind
  /// Offset of the next field.
  private(set) var offset = 0

  init(_ kind: SectionKind) {
    self.kind = kind
  }

  /// The next whole number.
  mutating func number<Value: FixedWidthInteger>(
    _ type: Value.Type, in bytes: Span<UInt8>
  ) throws(BundleFault) -> Value {
    do {
      let value = try bytes.littleEndian(type, at: offset)
      offset += Value.bitWidth / 8
      return value
    } catch {
      throw .sectionEnd(kind, offset: error.offset)
    }
  }

  /// The next text.
  mutating func text<let capacity: Int>(
    _ field: BundleField, in bytes: Span<UInt8>
  ) throws(BundleFault) -> FixedText<capacity> {
    guard capacity <= bytes.count - offset else { throw .sectionEnd(kind, offset: offset) }
    guard let text = FixedText<capacity>(ascii: bytes.extracting(offset..<(offset + capacity))) else {
      throw .field(field, offset: offset)
    }
    offset += capacity
    return text
  }

  /// The next label: printable ASCII, zero-padded.
  mutating func label(
    _ field: BundleField, mayBeEmpty: Bool = false, in bytes: Span<UInt8>
  ) throws(BundleFault) -> ChannelName {
    guard Limits.nameBytes <= bytes.count - offset else { throw .sectionEnd(kind, offset: offset) }
    var name = ChannelName()
    for index in 0..<Limits.nameBytes { name.bytes[index] = bytes[offset + index] }
    guard name.isPrintable && (mayBeEmpty || name.count > 0) else { throw .field(field, offset: offset) }
    offset += Limits.nameBytes
    return name
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

extension ChannelName {
  /// Whether the name is printable ASCII, without spaces, then nothing but zeros.
  var isPrintable: Bool {
    let length = count
    for index in 0..<Limits.nameBytes {
      let byte = bytes[index]
      guard index < length ? byte > 0x20 && byte <= 0x7E : byte == 0 else { return false }
    }
    return true
  }
}
