/// What the elements of a tensor are.
public enum ElementType: UInt8, Sendable {
  /// Bytes, with a zero point.
  case int8 = 0
  /// Two bytes, little-endian, at even places; their zero point is 0.
  case int16 = 1

  /// Bytes of one element.
  public var byteCount: Int { self == .int8 ? 1 : 2 }
  /// The lowest element.
  public var lowest: Int32 { self == .int8 ? -128 : -32_768 }
  /// The highest element.
  public var highest: Int32 { self == .int8 ? 127 : 32_767 }
  /// What can stand for zero.
  public var zeroPoints: ClosedRange<Int32> { self == .int8 ? lowest...highest : 0...0 }
  /// The operands of a sum are brought to twice the larger scale with this many more binary places before they are
  /// added.
  public var headroomBits: Int32 { self == .int8 ? 20 : 15 }
}
