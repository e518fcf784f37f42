import Vocabulary

/// One entry of the section table as it is written: not yet known to lie within the bundle.
struct SectionEntry {
  /// Offset of the entry itself.
  let place: Int
  let kind: SectionKind
  let version: UInt16
  let offset: UInt32
  let length: UInt32
  let check: UInt32

  /// Reads an entry.
  ///
  /// - Throws: `BundleFault` if it does not lie within the bytes or its kind is not known.
  init(reading bytes: Span<UInt8>, at place: Int) throws(BundleFault) {
    let number: UInt16
    do {
      number = try bytes.littleEndian(UInt16.self, at: place)
      version = try bytes.littleEndian(UInt16.self, at: place + 2)
      offset = try bytes.littleEndian(UInt32.self, at: place + 4)
      length = try bytes.littleEndian(UInt32.self, at: place + 8)
      check = try bytes.littleEndian(UInt32.self, at: place + 12)
    } catch {
      throw .truncated(length: error.available, needed: error.offset + error.count)
    }
    guard let kind = SectionKind(rawValue: number) else { throw .sectionKind(offset: place, found: number) }
    self.kind = kind
    self.place = place
  }

  /// Where the section lies, checked: right after the one before, zeros between, within the bundle.
  ///
  /// - Parameters:
  ///   - end: Where the section before it ends.
  ///   - bytes: The whole bundle.
  /// - Returns: The section's range.
  /// - Throws: `BundleFault` if it lies elsewhere.
  func range(after end: Int, in bytes: Span<UInt8>) throws(BundleFault) -> Range<Int> {
    let start = BundleLayout.aligned(end)
    guard UInt64(offset) == UInt64(start) else {
      throw .sectionOffset(offset: place, found: offset, expected: start)
    }
    let available = max(0, bytes.count - start)
    guard length > 0 && UInt64(length) <= UInt64(available) else {
      throw .sectionLength(offset: place, found: length, available: available)
    }
    for index in end..<start where bytes[index] != 0 { throw .padding(offset: index) }
    return start..<(start + Int(length))
  }
}
