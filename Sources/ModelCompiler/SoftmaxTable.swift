import Inference

/// The exponentials of all distances below a row's highest value, in 31 binary places.
struct SoftmaxTable {
  /// Integer bits of a distance.
  private static let integerBits = 5

  /// Little-endian Int32 for distances 0 to 255; 0 for those whose share is none.
  let bytes: [UInt8]

  /// Computes the table by the arithmetic of LiteRT; nil if a unit of the input is too little.
  ///
  /// - Parameter factor: Real value of one unit times 2^26.
  init?(factor: Double) {
    guard factor >= 1, factor < 0x1p31 else { return nil }
    var shift = Int(factor.exponent) + 1
    var multiplier = Int64(
      (factor * Double(sign: .plus, exponent: 31 - shift, significand: 1)).rounded(.toNearestOrAwayFromZero))
    if multiplier == 1 << 31 {
      multiplier /= 2
      shift += 1
    }
    let farthest = Int64(31 << (31 - SoftmaxTable.integerBits)) >> Int64(shift)
    var table = ByteArray()
    for distance in 0..<Int64(256) {
      let isCounted = distance <= farthest
      let scaled = isCounted ? TableArithmetic.high(Int32(-distance << Int64(shift)), Int32(multiplier)) : 0
      table.append(littleEndian: isCounted ? TableArithmetic.exponential(scaled) : 0)
    }
    bytes = table.bytes
  }
}
