/// Softmax over the channels of each row of int16 activations: exponentials and a reciprocal from tables, with straight
/// lines in between.
enum ReferenceSoftmaxInt16 {
  /// Bytes of one table: 513 int16 entries, 128 inputs apart.
  private static let lineBytes = 2 * 513
  /// Bytes of both: the exponential of -10 to 0, then 1/(1+x) of 0 to 1, both of all int16 with 15 binary places.
  static let tableBytes = 2 * Int64(lineBytes)

  /// Evaluates one operator; an output has 15 binary places.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let exponentials = section.extracting(Int(step.weightsOffset)..<section.count)
    let reciprocals = exponentials.extracting(lineBytes..<exponentials.count)
    let rowBytes = Int(step.geometry.inputChannels) * Int16.byteCount
    for first in stride(from: 0, to: Int(step.geometry.inputCount) * Int16.byteCount, by: rowBytes) {
      let row = stride(from: first, to: first + rowBytes, by: Int16.byteCount)
      var highest = ElementType.int16.lowest
      for place in row { highest = max(highest, Int16.load(arena.span, at: source + place)) }
      var sum: Int32 = 0
      for place in row {
        let distance = step.inputScale.apply(Int16.load(arena.span, at: source + place) &- highest)
        let exponential = line(exponentials, at: saturated(Int64(distance) + 32_767))
        ElementType.int16.store(exponential, in: &arena, at: target + place)
        sum &+= exponential
      }
      let headroom = Int64(sum.leadingZeroBitCount)
      let fraction = (Int64(sum) << (headroom - 1) &+ (1 << 13)) >> 14
      let scale = line(reciprocals, at: saturated(fraction - 1 << 15 - 1 << 16))
      let shift = 31 - headroom
      for place in row {
        let product = Int64(Int16.load(arena.span, at: target + place)) &* Int64(scale)
        let share = (product &+ 1 << (shift - 1)) >> shift
        ElementType.int16.store(Int32(truncatingIfNeeded: max(0, min(32_767, share))), in: &arena, at: target + place)
      }
    }
  }

  /// What a table has for an int16.
  private static func line(_ table: Span<UInt8>, at value: Int32) -> Int32 {
    let place = Int(256 &+ value >> 7) * Int16.byteCount
    let entry = ElementType.int16.load(table, at: place)
    let slope = ElementType.int16.load(table, at: place + Int16.byteCount) &- entry
    return entry &+ (slope &* (value & 127) &+ 64) >> 7
  }

  private static func saturated(_ value: Int64) -> Int32 {
    Int32(truncatingIfNeeded: max(-32_768, min(32_767, value)))
  }
}
