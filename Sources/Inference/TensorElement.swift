/// A number as tensors hold it, for kernels that are the same for all of them.
protocol TensorElement {
  /// Holds 2^20 times any element.
  associatedtype Weighted: FixedWidthInteger & SignedInteger
  /// Bytes of an element.
  static var byteCount: Int { get }
  /// The lowest element.
  static var lowest: Int32 { get }
  /// The operands of a sum are brought to twice the larger scale with this many more binary places before they are added.
  static var headroomBits: Int32 { get }

  /// The element that begins at a byte of the arena.
  static func load(_ arena: Span<Int8>, at place: Int) -> Int32
  /// The element that begins at a byte of the section.
  static func load(_ section: Span<UInt8>, at place: Int) -> Int32
  /// Writes a value that fits.
  static func store(_ value: Int32, in arena: inout MutableSpan<Int8>, at place: Int)
}

extension Int8: TensorElement {
  typealias Weighted = Int32
  static var byteCount: Int { 1 }
  static var lowest: Int32 { -128 }
  static var headroomBits: Int32 { 20 }

  @inline(__always)
  static func load(_ arena: Span<Int8>, at place: Int) -> Int32 { Int32(arena[place]) }

  @inline(__always)
  static func load(_ section: Span<UInt8>, at place: Int) -> Int32 { Int32(Int8(bitPattern: section[place])) }

  @inline(__always)
  static func store(_ value: Int32, in arena: inout MutableSpan<Int8>, at place: Int) {
    arena[place] = Int8(truncatingIfNeeded: value)
  }
}

extension Int16: TensorElement {
  typealias Weighted = Int64
  static var byteCount: Int { 2 }
  static var lowest: Int32 { -32_768 }
  static var headroomBits: Int32 { 15 }

  @inline(__always)
  static func load(_ arena: Span<Int8>, at place: Int) -> Int32 {
    // One check for both bytes.
    let bytes = arena.extracting(place..<(place + 2))
    return Int32(bytes[1]) << 8 | Int32(UInt8(bitPattern: bytes[0]))
  }

  @inline(__always)
  static func load(_ section: Span<UInt8>, at place: Int) -> Int32 {
    let bytes = section.extracting(place..<(place + 2))
    return Int32(Int8(bitPattern: bytes[1])) << 8 | Int32(bytes[0])
  }

  @inline(__always)
  static func store(_ value: Int32, in arena: inout MutableSpan<Int8>, at place: Int) {
    arena[place] = Int8(truncatingIfNeeded: value)
    arena[place + 1] = Int8(truncatingIfNeeded: value >> 8)
  }
}
