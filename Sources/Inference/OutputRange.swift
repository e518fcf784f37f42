/// The zero point of an operator's output and the range its fused activation leaves.
public struct OutputRange: Equatable, Sendable {
  /// The element that stands for zero; in a copy, what it fills with.
  public var zeroPoint: Int32
  /// The lowest output.
  public var minimum: Int32
  /// The highest output.
  public var maximum: Int32

  /// Creates a range.
  public init(zeroPoint: Int32, minimum: Int32 = -128, maximum: Int32 = 127) {
    self.zeroPoint = zeroPoint
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Whether all three are elements of this type, in order.
  func isValid(for type: ElementType) -> Bool {
    let (lowest, highest) = (type.lowest, type.highest)
    return zeroPoint >= lowest && zeroPoint <= highest && minimum >= lowest && minimum <= maximum && maximum <= highest
  }

  /// Adds the zero point and clamps.
  @inline(__always)
  func output(_ value: Int32) -> Int32 {
    // Not added first: a sum could leave 32 bits.
    max(minimum &- zeroPoint, min(maximum &- zeroPoint, value)) &+ zeroPoint
  }

  /// Clamps a value that has its zero point already.
  @inline(__always)
  func clamp(_ value: Int32) -> Int32 {
    max(minimum, min(maximum, value))
  }
}
