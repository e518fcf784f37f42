/// The fixed-point arithmetic of LiteRT's reference kernels, for tables.
enum TableArithmetic {
  /// The high word of twice the product, rounded half up.
  static func high(_ left: Int32, _ right: Int32) -> Int32 {
    Int32(truncatingIfNeeded: (Int64(left) * Int64(right) + (1 << 30)) >> 31)
  }

  /// The high half of twice the product of 16-bit numbers, rounded half up.
  static func high16(_ left: Int32, _ right: Int32) -> Int32 {
    min((left * right + (1 << 14)) >> 15, Int32(Int16.max))
  }

  /// Divided by a power of two, rounded half away from zero.
  static func roundedShift(_ value: Int32, by bits: Int32) -> Int32 {
    guard bits > 0 else { return value }
    let remainder = value & ((1 << bits) - 1)
    return (value >> bits) + (remainder > ((1 << bits) - 1) >> 1 + (value < 0 ? 1 : 0) ? 1 : 0)
  }

  /// The exponential of a number that is not positive, with 5 integer bits; the result has 31 binary places.
  static func exponential(_ value: Int32) -> Int32 {
    guard value != 0 else { return .max }
    let quarter: Int32 = 1 << 24
    let part = (value & (quarter - 1)) - quarter
    var result = exponentialOfPart(part << 5)
    let rest = part &- value
    // The exponentials of -1/4, -1/2, -1, -2, -4, -8 and -16.
    let factors: [Int32] = [
      1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242,
    ]
    for (bit, factor) in factors.enumerated() where rest & (quarter << Int32(bit)) != 0 {
      result = high(result, factor)
    }
    return result
  }

  /// The exponential of a number from -1/4 to 0, both with 31 binary places: Taylor's series around -1/8.
  private static func exponentialOfPart(_ value: Int32) -> Int32 {
    let centre: Int32 = 1_895_147_668
    let first = value + (1 << 28)
    let second = high(first, first)
    let third = high(second, first)
    let fourth = roundedShift(high(second, second), by: 2)
    let tail = roundedShift(high(fourth + third, 715_827_883) + second, by: 1)
    return centre + high(centre, first + tail)
  }
}
