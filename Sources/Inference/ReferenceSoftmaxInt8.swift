/// Softmax over the channels of each row: exponentials from a table, and their sum's reciprocal by Newton's method in
/// 32-bit fixed point.
enum ReferenceSoftmaxInt8 {
  /// Bytes of the table: for each distance below the row's highest, 0 to 255, the exponential in 31 binary places.
  static let tableBytes: Int64 = 4 * 256
  /// Integer bits of the sum, which so many channels cannot leave.
  static let sumIntegerBits = 12
  /// The most channels.
  static let maximumChannels: Int32 = 1 << 11

  /// Evaluates one operator; an output is a 256th, -128 standing for none.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let channels = Int(step.geometry.inputChannels)
    for first in stride(from: 0, to: Int(step.geometry.inputCount), by: channels) {
      let row = (source + first)..<(source + first + channels)
      var highest: Int8 = -128
      for place in row { highest = max(highest, arena[place]) }
      func exponential(_ place: Int) -> Int32 {
        section.int32(at: Int(step.weightsOffset) + 4 * (Int(highest) - Int(arena[place])))
      }
      var sum: Int32 = 0
      for place in row { sum &+= roundedShift(exponential(place), by: sumIntegerBits) }
      let headroom = sum.leadingZeroBitCount
      let scale = reciprocal(ofOnePlus: (sum &<< Int32(headroom)) &- .min)
      for place in row {
        let share = roundedShift(high(scale, exponential(place)), by: sumIntegerBits + 23 - headroom)
        arena[target + place - source] = Int8(truncatingIfNeeded: min(share &- 128, 127))
      }
    }
  }

  /// The reciprocal of 1 + `fraction`, both in 31 binary places, from 48/17 - 32/17 of it and three steps.
  private static func reciprocal(ofOnePlus fraction: Int32) -> Int32 {
    let half = Int32(truncatingIfNeeded: (Int64(fraction) + Int64(Int32.max) + 1) >> 1)
    var result = 1_515_870_810 &+ high(half, -1_010_580_540)
    for _ in 0..<3 {
      let missing = (1 << 29) &- high(half, result)
      result = result &+ high(result, missing) &* 4
    }
    return Int32(clamping: Int64(result) * 2)
  }

  /// The high word of twice the product, rounded half up.
  @inline(__always)
  private static func high(_ left: Int32, _ right: Int32) -> Int32 {
    Int32(truncatingIfNeeded: (Int64(left) &* Int64(right) &+ (1 << 30)) >> 31)
  }

  /// Divided by a power of two, rounded half away from zero; only of what is not negative.
  @inline(__always)
  private static func roundedShift(_ value: Int32, by bits: Int) -> Int32 {
    Int32(truncatingIfNeeded: (Int64(value) &+ (1 << Int64(bits - 1))) >> Int64(bits))
  }
}
