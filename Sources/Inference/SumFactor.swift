/// Scales a 64-bit sum by a real factor in double precision, as the reference kernels of LiteRT do for a fully
/// connected layer of int16 activations.
///
/// Only basic operations that IEEE 754 rounds, so that every processor gives the same bits.
public struct SumFactor: Equatable, Sendable {
  /// Beyond any int16, and within Int32.
  private static let limit = 65_536.0

  /// The factor, not negative.
  private let value: Double

  /// Creates a scale.
  public init(_ value: Double) {
    self.value = value
  }

  /// Reads a scale.
  init(words: (Int32, Int32)) {
    value = Double(bitPattern: UInt64(UInt32(bitPattern: words.1)) << 32 | UInt64(UInt32(bitPattern: words.0)))
  }

  /// The words that stand for it in the section, the lower first.
  public var words: (Int32, Int32) {
    (Int32(truncatingIfNeeded: value.bitPattern), Int32(truncatingIfNeeded: value.bitPattern >> 32))
  }

  /// Whether it is a factor of which no product is without a value.
  var isValid: Bool { value >= 0 && value.isFinite }

  /// The scaled sum, rounded half away from zero.
  ///
  /// - Parameter sum: Within 53 bits, which the compiler sees to; another is rounded first.
  /// - Returns: `sum` times the factor, or 65,536 towards where it lies beyond.
  @inline(__always)
  func apply(_ sum: Int64) -> Int32 {
    let high = Double(Int32(truncatingIfNeeded: sum >> 32)) * 0x1p32
    let product = (high + Double(UInt32(truncatingIfNeeded: sum))) * value
    let bounded = max(-SumFactor.limit, min(SumFactor.limit, product))
    let whole = Int32(bounded)
    let rest = bounded - Double(whole)
    return whole &+ (rest >= 0.5 ? 1 : 0) &- (rest <= -0.5 ? 1 : 0)
  }
}
