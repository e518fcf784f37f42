/// Scales an int32 accumulator by a real factor between 0 and 2^30, in whole numbers.
///
/// The factor is `multiplier / 2^31 × 2^exponent`. The reference kernels of LiteRT (2.3, measured) round a fully
/// connected layer's product once and every other product twice; `apply` and `applyRoundingOnce` are those two.
public struct Requantisation: Equatable, Sendable {
  /// Q31 fraction, 0 to 2^31 - 1.
  public var multiplier: Int32
  /// Binary exponent, -31 to 30.
  public var exponent: Int32

  /// Creates a scale.
  public init(multiplier: Int32, exponent: Int32) {
    self.multiplier = multiplier
    self.exponent = exponent
  }

  /// A scale of zero.
  public init() {
    multiplier = 0
    exponent = 0
  }

  /// Whether the numbers are within their ranges.
  var isValid: Bool { multiplier >= 0 && exponent >= -31 && exponent <= 30 }

  /// The scaled value, rounded half up to the high word and then half away from zero by the right shift (Jacob et al.
  /// 2018, arXiv:1712.05877, section 2.3).
  ///
  /// - Parameter value: An accumulator; one that a left shift pushes out of 32 bits wraps, which the compiler rules
  ///   out.
  /// - Returns: `value` times the factor.
  @inline(__always)
  public func apply(_ value: Int32) -> Int32 {
    let left = max(exponent, 0)
    let right = Int64(max(0 &- exponent, 0))
    let product = Int64(value &<< left) &* Int64(multiplier)
    let high = (product &+ (1 &<< 30)) &>> 31
    // Half a unit, and one less of it for negative numbers; neither where nothing is shifted out.
    let half: Int64 = (1 &<< right) &>> 1
    let towardsNegative = (high &>> 63) & (right > 0 ? 1 : 0)
    return Int32(truncatingIfNeeded: (high &+ half &- towardsNegative) &>> right)
  }

  /// The largest exponent of a scale of 64-bit sums.
  static let widestExponent: Int32 = 7

  /// The scaled value of a 64-bit sum, rounded half up, with the multiplier rounded to 15 bits so that the product
  /// fits: LiteRT's arithmetic for biases of 64 bits.
  ///
  /// - Parameter value: A sum within 48 bits.
  /// - Returns: `value` times the factor; what does not fit wraps, which the compiler rules out.
  @inline(__always)
  func applyWide(_ value: Int64) -> Int32 {
    let rounded = Int64(multiplier < 0x7FFF_0000 ? (multiplier &+ (1 << 15)) >> 16 : 0x7FFF)
    let shift = Int64(15 &- exponent)
    return Int32(truncatingIfNeeded: (value &* rounded &+ (1 &<< (shift &- 1))) &>> shift)
  }

  /// The scaled value, rounded half away from zero.
  ///
  /// - Parameter value: An accumulator.
  /// - Returns: `value` times the factor.
  @inline(__always)
  func applyRoundingOnce(_ value: Int32) -> Int32 {
    let shift = Int64(31 &- exponent)
    let product = Int64(value) &* Int64(multiplier)
    let half: Int64 = (1 &<< shift) &>> 1
    return Int32(truncatingIfNeeded: (product &+ half &- (product < 0 ? 1 : 0)) &>> shift)
  }
}
