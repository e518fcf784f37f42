/// The logistic function and the hyperbolic tangent of 16-bit fixed-point numbers, as the reference kernels of LiteRT
/// compute those of an LSTM: by an exponential in parts and a division in three steps of Newton's.
///
/// Numbers are in Int32 and fit 16 bits; results have 15 binary places.
enum FixedPointInt16 {
  /// The logistic function of a number of 12 binary places.
  @inline(never)
  static func logistic(_ value: Int32) -> Int32 {
    guard value != 0 else { return 1 << 14 }
    let positive = saturated(reciprocal(exponential(value > 0 ? 0 &- value : value, places: 12)) << 1)
    return value > 0 ? positive : one &- positive
  }

  /// The hyperbolic tangent of a number of 9 to 15 binary places.
  @inline(never)
  static func tangent(_ value: Int32, places: Int32) -> Int32 {
    guard value != 0 else { return 0 }
    // One place less doubles the argument.
    let power = exponential(value < 0 ? value : 0 &- value, places: places &- 1)
    let magnitude = saturated((reciprocal(power) &- 1 << 13) << 2)
    return value < 0 ? 0 &- magnitude : magnitude
  }

  /// Divided by a power of two, rounded half away from zero.
  static func rounded(_ value: Int32, by bits: Int32) -> Int32 {
    (value &+ (1 << bits) >> 1 &- (value < 0 ? 1 : 0)) >> bits
  }

  /// The nearest number of 16 bits.
  static func saturated(_ value: Int32) -> Int32 { max(-32_768, min(32_767, value)) }

  private static let one: Int32 = 32_767

  /// The product of a number with one of 15 binary places, rounded half up.
  private static func product(_ left: Int32, _ right: Int32) -> Int32 { min((left &* right &+ 1 << 14) >> 15, one) }

  /// The exponential of a number below 0: that of its part of a quarter, times those of the powers of two in the rest.
  @inline(never)
  private static func exponential(_ value: Int32, places: Int32) -> Int32 {
    let whole = 15 &- places
    if whole > 5 && value < -(1 << (20 &- whole)) { return 0 }
    let quarter: Int32 = 1 << (places &- 2)
    let part = (value & (quarter &- 1)) &- quarter
    var result = exponentialOfPart(part << whole)
    let rest = part &- value
    // The exponentials of -1/4, -1/2, -1, -2, -4, -8 and -16.
    let factors: InlineArray<7, Int32> = [25_520, 19_875, 12_055, 4_435, 600, 11, 0]
    for bit in 0..<min(7, Int(whole) + 2) where rest & (quarter << Int32(bit)) != 0 {
      result = product(result, factors[bit])
    }
    return result
  }

  /// The exponential of a number from -1/4 to 0 of 15 binary places: Taylor's series around -1/8.
  private static func exponentialOfPart(_ value: Int32) -> Int32 {
    let centre: Int32 = 28_918
    let first = value &+ 1 << 12
    let second = product(first, first)
    let third = product(second, first)
    let fourth = rounded(product(second, second), by: 2)
    let tail = rounded(product(fourth &+ third, 10_923) &+ second, by: 1)
    return saturated(centre &+ product(centre, first &+ tail))
  }

  /// 2 / (1 + x) of a number from 0 to 1 of 15 binary places; the result has 13.
  @inline(never)
  private static func reciprocal(_ value: Int32) -> Int32 {
    let half = (value &+ one &+ 1) >> 1
    // 48/17 - 32/17 of it, from which three steps lead to all bits.
    var result = 23_130 &+ product(half, -15_420)
    for _ in 0..<3 {
      let error = 1 << 13 &- product(half, result)
      result = result &+ saturated(product(result, error) << 2)
    }
    return result
  }
}
