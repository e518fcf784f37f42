/// The zero point of an operator's output and the range its fused activation leaves.
public struct OutputRange: Equatable, Sendable {
  /// The int8 that stands for zero.
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

  /// Whether all three are int8 values in order.
  var isValid: Bool {
    zeroPoint >= -128 && zeroPoint <= 127 && minimum >= -128 && minimum <= maximum && maximum <= 127
  }

  /// Adds the zero point and clamps.
  @inline(__always)
  func output(_ value: Int32) -> Int8 {
    // Not added first: a sum could leave 32 bits.
    Int8(truncatingIfNeeded: max(minimum &- zeroPoint, min(maximum &- zeroPoint, value)) &+ zeroPoint)
  }

  /// Clamps a value that has its zero point already.
  @inline(__always)
  func clamp(_ value: Int32) -> Int8 {
    Int8(truncatingIfNeeded: max(minimum, min(maximum, value)))
  }
}
