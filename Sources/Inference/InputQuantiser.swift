/// Turns a sample into a model's int8 input: `(value × multiplier) / 2^shift`, rounded half up, plus the zero point,
/// clamped.
///
/// A value has eight binary places: 2^-8 microvolt, or 2^-8 of the window's deviation, as the model's `Normalisation`
/// says.
public struct InputQuantiser: Equatable, Sendable {
  /// Numerator of the scale, 2^30 to 2^31 - 1.
  public var multiplier: Int32
  /// Binary places of the numerator, 1 to 62.
  public var shift: UInt8
  /// The int8 that stands for zero.
  public var zeroPoint: Int8

  /// Creates a quantiser.
  public init(multiplier: Int32, shift: UInt8, zeroPoint: Int8) {
    self.multiplier = multiplier
    self.shift = shift
    self.zeroPoint = zeroPoint
  }

  /// The int8 of one value.
  ///
  /// - Parameter value: Eight binary places.
  /// - Returns: The model's input.
  public func quantise(_ value: Int32) -> Int8 {
    // Nothing leaves 64 bits: factors have 32, and half is at most 2^61.
    let half: Int64 = 1 &<< (Int64(shift) &- 1)
    let scaled = (Int64(value) &* Int64(multiplier) &+ half) &>> Int64(shift)
    return Int8(truncatingIfNeeded: max(-128, min(127, scaled &+ Int64(zeroPoint))))
  }
}
