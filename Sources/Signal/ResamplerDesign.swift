/// A rational resampler: by `up / down`, with a low-pass in `up` phases of `taps` coefficients.
public struct ResamplerDesign: Sendable {
  /// Binary places of the coefficients.
  public static let fractionBits = 28

  /// Samples given for `down` taken.
  public var up: UInt32
  /// Samples taken for `up` given.
  public var down: UInt32
  /// Coefficients of one phase.
  public var taps: UInt32
  /// Phase by phase, each for the oldest sample first, in 2^-28; each phase sums to exactly one, so that no offset,
  /// however large, gives a ripple.
  public var coefficients: InlineArray<8192, Int32>

  /// A resampler that gives what it takes.
  public init() {
    up = 1
    down = 1
    taps = 1
    coefficients = InlineArray(repeating: 0)
    coefficients[0] = 1 << 28
  }
}
