import Vocabulary

/// First stage: converter codes to 2^-8 microvolt. A code that cannot be trusted is replaced by the input's last good
/// one.
struct MicrovoltScaler: ~Copyable {
  private let lanes: LaneSet
  private let inputCount: Int
  /// Rows of multipliers, lowest and highest codes.
  private var scales: InlineArray<96, Int32>
  /// A row of offsets with half a unit of what is shifted out, and a row of shifts.
  private var offsets: InlineArray<64, Int64>
  /// Each input's value, the last good one where the newest is not to be trusted; then zeros, for derivations that
  /// subtract nothing.
  private(set) var microvolts: InlineArray<33, Int32>
  /// Inputs whose newest code is at the converter's or the declared range's end.
  private(set) var saturated: ChannelMask
  /// Inputs that have had a good value since the last reset.
  private(set) var known: ChannelMask

  /// Takes the calibrations of a checked design.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    inputCount = Int(design.inputCount)
    scales = InlineArray(repeating: 0)
    offsets = InlineArray(repeating: 0)
    microvolts = InlineArray(repeating: 0)
    saturated = ChannelMask()
    known = ChannelMask()
    for input in 0..<inputCount {
      let calibration = design.calibrations[input]
      scales[input] = Int32(truncatingIfNeeded: calibration.multiplier)
      scales[Limits.inputs + input] = calibration.lowestCode
      scales[2 * Limits.inputs + input] = calibration.highestCode
      offsets[input] = calibration.offset &+ (1 << Int64(calibration.shift)) >> 1
      offsets[Limits.inputs + input] = Int64(calibration.shift)
    }
  }

  /// Forgets the values held.
  mutating func reset() {
    known = ChannelMask()
  }

  /// Takes a frame.
  mutating func step(_ frame: borrowing Frame) {
    var microvolts = microvolts.mutableSpan
    if lanes.isReference {
      saturated = MicrovoltScaler.scale(
        scales.span, offsets.span, frame.codes.span, invalid: frame.invalid, &microvolts, inputs: inputCount)
    } else {
      saturated = lanes.scale(
        scales.span, offsets: offsets.span, codes: frame.codes.span, invalid: frame.invalid, microvolts: &microvolts,
        inputs: inputCount)
    }
    known.rawValue |= ~frame.invalid.rawValue
  }

  /// The reference.
  private static func scale(
    _ scales: Span<Int32>, _ offsets: Span<Int64>, _ codes: Span<Int32>, invalid: ChannelMask,
    _ microvolts: inout MutableSpan<Int32>, inputs: Int
  ) -> ChannelMask {
    var atLimit = ChannelMask()
    for input in 0..<inputs where !invalid[input] {
      let code = codes[input]
      if code <= scales[Limits.inputs + input] || code >= scales[2 * Limits.inputs + input] { atLimit[input] = true }
      let exact = Int64(code) &* Int64(scales[input]) &+ offsets[input]
      microvolts[input] = FixedPoint.clamped(exact &>> offsets[Limits.inputs + input])
    }
    return atLimit
  }
}
