import Vocabulary

/// What a model section has besides whole numbers.
extension ByteCursor where Fault == ModelFault {
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
