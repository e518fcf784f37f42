/// Saturating arithmetic shared by the stages.
enum FixedPoint {
  /// The nearest value that a sample can have. `Int32.min` is none: it stands for a missing sample.
  @inline(__always)
  static func clamped(_ value: Int64) -> Int32 {
    let largest = Int64(Int32.max)
    return Int32(truncatingIfNeeded: value > largest ? largest : (value < -largest ? -largest : value))
  }

  /// A sample no larger than 2^23 (32 mV), so that sums of products over any window or minute fit 64 bits.
  @inline(__always)
  static func bounded(_ value: Int32) -> Int32 {
    let limit: Int32 = 1 << 23
    return value > limit ? limit : (value < -limit ? -limit : value)
  }

  /// The square of a bounded sample.
  @inline(__always)
  static func square(_ value: Int32) -> Int64 {
    let bounded = Int64(bounded(value))
    return bounded &* bounded
  }
}
