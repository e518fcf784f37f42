import Vocabulary

/// Reads the fields of a model section one after the other.
struct SectionCursor {
  /// Offset of the next field.
  var offset: Int

  /// The next field.
  ///
  /// - Parameters:
  ///   - type: The field's type.
  ///   - section: The section.
  /// - Returns: Its value.
  /// - Throws: `ModelFault` if the section ends before it.
  mutating func next<Value: FixedWidthInteger>(
    _ type: Value.Type, in section: Span<UInt8>
  ) throws(ModelFault) -> Value {
    let value: Value
    do throws(ByteRangeFault) {
      value = try section.littleEndian(type, at: offset)
    } catch {
      throw ModelFault(.truncated, offset: offset)
    }
    offset += Value.bitWidth / 8
    return value
  }

  /// The next field as a size, at most 2^31 - 1 so that no product of two sizes overflows.
  mutating func size(in section: Span<UInt8>) throws(ModelFault) -> Int32 {
    let value = try next(UInt32.self, in: section)
    guard let size = Int32(exactly: value) else {
      throw ModelFault(.geometry, offset: offset - 4, found: Int64(value))
    }
    return size
  }

  /// The next field as what elements are.
  mutating func elementType(in section: Span<UInt8>) throws(ModelFault) -> ElementType {
    let value = try next(UInt8.self, in: section)
    guard let type = ElementType(rawValue: value) else {
      throw ModelFault(.elements, offset: offset - 1, found: Int64(value))
    }
    return type
  }

  /// Passes over `count` bytes that must be zero.
  mutating func zeros(_ count: Int, in section: Span<UInt8>) throws(ModelFault) {
    for _ in 0..<count {
      let byte = try next(UInt8.self, in: section)
      guard byte == 0 else { throw ModelFault(.reserved, offset: offset - 1, found: Int64(byte)) }
    }
  }
}

extension Span where Element == UInt8 {
  /// A little-endian Int32 whose place a `ModelPlan` has checked.
  @inline(__always)
  func int32(at offset: Int) -> Int32 {
    // One check for the four bytes, which the compiler then loads as one word.
    let bytes = extracting(offset..<(offset + 4))
    let low = UInt32(bytes[0]) | UInt32(bytes[1]) << 8
    let high = UInt32(bytes[2]) | UInt32(bytes[3]) << 8
    return Int32(bitPattern: low | high << 16)
  }
}
