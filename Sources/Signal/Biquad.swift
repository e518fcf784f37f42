/// The coefficients of a second-order section, `y = b0·x + b1·x' + b2·x'' − a1·y' − a2·y''`, each in 2^-28.
public struct Biquad: Equatable, Sendable {
  /// Binary places of the coefficients.
  public static let fractionBits = 28
  /// One, in 2^-28.
  public static let one: Int32 = 1 << 28
  /// A section that lets everything through.
  public static let identity = Biquad(b0: one, b1: 0, b2: 0, a1: 0, a2: 0)
  /// A section that lets nothing through.
  public static let silent = Biquad(b0: 0, b1: 0, b2: 0, a1: 0, a2: 0)

  /// Weight of the newest input.
  public var b0: Int32
  /// Weight of the input before.
  public var b1: Int32
  /// Weight of the input two before.
  public var b2: Int32
  /// Weight of the output before, subtracted.
  public var a1: Int32
  /// Weight of the output two before, subtracted.
  public var a2: Int32

  /// Creates a section from coefficients in 2^-28.
  public init(b0: Int32, b1: Int32, b2: Int32, a1: Int32, a2: Int32) {
    self.b0 = b0
    self.b1 = b1
    self.b2 = b2
    self.a1 = a1
    self.a2 = a2
  }

  /// Whether the poles lie inside the unit circle and no sum of products can leave 63 bits.
  ///
  /// Inputs and outputs lie within ±2^31: the weights of the inputs sum to at most 4, so 2^61; those of the outputs to
  /// less than 3, so 2^60 + 2^59; remainders add less than 2^31. Together below 2^62.
  public var isSafe: Bool {
    let one = Int64(Biquad.one)
    let inputWeight = Int64(b0).magnitude + Int64(b1).magnitude + Int64(b2).magnitude
    let isStable = Int64(a2).magnitude < one.magnitude && Int64(a1).magnitude < UInt64(one + Int64(a2))
    return isStable && inputWeight <= UInt64(4 * one)
  }

  /// Whether its zeros lie exactly at 0 Hz and half the rate.
  public var isBandPass: Bool { b1 == 0 && b2 == 0 &- b0 }
}
