/// The logistic function and the hyperbolic tangent of int16 activations: a table of the former, and straight lines in
/// between.
///
/// Inputs are first brought to the table's scale, 24 entries to 1 with 9 binary places between two, or 8 for the
/// tangent, whose argument counts twice.
enum ReferenceCurveInt16 {
  /// Entries of the table, each an unsigned number with 16 binary places: the logistic function of 0, 1/24, 2/24 and so
  /// on.
  private static let entries = 256
  /// Bytes of the table.
  static let tableBytes = 2 * Int64(entries)

  /// Evaluates one operator; an output has 15 binary places.
  static func evaluate(
    _ step: Operator, from source: Int, to target: Int, section: Span<UInt8>, arena: inout MutableSpan<Int8>
  ) {
    let isLogistic = step.kind == .logistic
    let shift = Int64(0 &- step.inputScale.exponent)
    let half: Int64 = (1 << shift) >> 1
    let table = section.extracting(Int(step.weightsOffset)..<section.count)
    for index in 0..<Int(step.geometry.inputCount) {
      let place = index * Int16.byteCount
      let value = Int64(Int16.load(arena.span, at: source + place))
      let scaled = (value &* Int64(step.inputScale.multiplier) &+ half) >> shift
      let curve = curve(at: scaled.magnitude, places: isLogistic ? 9 : 8, table)
      let output = isLogistic ? logistic(curve, isNegative: scaled < 0) : tangent(curve, isNegative: scaled < 0)
      ElementType.int16.store(output, in: &arena, at: target + place)
    }
  }

  /// The logistic function of a number that is not negative, with 16 binary places and `places` more.
  private static func curve(at magnitude: UInt64, places: UInt64, _ table: Span<UInt8>) -> Int32 {
    let index = Int(truncatingIfNeeded: min(magnitude >> places, UInt64(entries - 1)))
    // One is beyond 16 bits.
    guard index < entries - 1 else { return (places == 9 ? 0xFFFE : 0xFFFF) << Int32(places) }
    func entry(_ index: Int) -> Int32 { Int32(table[2 * index]) | Int32(table[2 * index + 1]) << 8 }
    let part = Int32(truncatingIfNeeded: magnitude & (1 << places - 1))
    return entry(index) << Int32(places) &+ part &* (entry(index + 1) &- entry(index))
  }

  private static func logistic(_ curve: Int32, isNegative: Bool) -> Int32 {
    let half: Int32 = 1 << 9
    return (isNegative ? (1 << 25) &- curve &+ half &- 1 : curve &+ half) >> 10
  }

  /// Twice the logistic function less one.
  private static func tangent(_ curve: Int32, isNegative: Bool) -> Int32 {
    let (middle, half): (Int32, Int32) = (1 << 23, 1 << 7)
    return (isNegative ? middle &- curve &+ half &- 1 : curve &- middle &+ half) >> 8
  }
}
