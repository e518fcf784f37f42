/// What the quality meter adds up on one channel during one hop.
struct HopStatistics: Sendable {
  var samples: UInt32 = 0
  var conditionedSamples: UInt32 = 0
  var saturated: UInt32 = 0
  var leadOff: UInt32 = 0
  var invalid: UInt32 = 0
  var still: UInt32 = 0
  var lowest: Int32 = .max
  var highest: Int32 = .min
  /// Sums of squares, in 2^-16 square microvolt.
  var mains: UInt64 = 0
  var muscle: UInt64 = 0
  var conditioned: UInt64 = 0

  /// Whether the samples span less than `span`.
  func isFlat(below span: UInt32) -> Bool {
    samples > 0 && Int64(highest) &- Int64(lowest) < Int64(span)
  }
}
