import Vocabulary

/// Turns a channel's window into a model's int8 input.
///
/// With `m` for `multiplier / 2^shift` and `x` a sample in 2^-8 microvolt:
/// - `microvolts`: `q = clamp(round(x · m) + zeroPoint)`;
/// - `windowDeviation`: `q = clamp(round((x − mean) · m / deviation) + zeroPoint)`, where `deviation` is the window's mean
///   absolute deviation from its mean, but at least `deviationFloor`.
///
/// Rounding is half up, clamping to int8.
public struct WindowQuantiser: Equatable, Sendable {
  /// What a window's amplitude is measured in.
  public enum Mode: UInt8, Sendable {
    /// Microvolts.
    case microvolts = 0
    /// The window's own mean absolute deviation.
    case windowDeviation = 1
  }

  /// What the amplitude is measured in.
  public var mode: Mode
  /// Numerator of the scale, positive.
  public var multiplier: Int32
  /// Binary places of the scale, 1 to 40.
  public var shift: UInt8
  /// The model's input for zero.
  public var zeroPoint: Int8
  /// The smallest deviation divided by, in 2^-8 microvolt, positive; keeps silence from being blown up.
  public var deviationFloor: Int32

  /// Creates a quantiser; `validate` tells whether it can be used.
  public init(mode: Mode, multiplier: Int32, shift: UInt8, zeroPoint: Int8, deviationFloor: Int32 = 1) {
    self.mode = mode
    self.multiplier = multiplier
    self.shift = shift
    self.zeroPoint = zeroPoint
    self.deviationFloor = deviationFloor
  }

  /// Checks every constant.
  ///
  /// - Throws: `SignalFault.quantiser` if one is out of range.
  public func validate() throws(SignalFault) {
    guard multiplier > 0, (1...40).contains(shift), deviationFloor > 0 else { throw .quantiser }
  }

  /// Quantises a window.
  ///
  /// - Parameters:
  ///   - window: Conditioned samples in 2^-8 microvolt, at most 2^24.
  ///   - output: As long as the window; if either is longer, its rest is left alone.
  public func quantise(_ window: Span<Int32>, into output: inout MutableSpan<Int8>) {
    let count = min(window.count, output.count)
    guard count > 0 else { return }
    switch mode {
    case .microvolts:
      scale(window, count: count, by: Int64(multiplier), places: Int64(shift), centre: 0, into: &output)
    case .windowDeviation:
      let (mean, deviation) = WindowQuantiser.meanAndDeviation(window)
      // The quotient is taken with 30 places more, then brought below 2^31 so that products fit.
      var factor = (Int64(multiplier) << 30) / Int64(max(deviation, deviationFloor))
      var places = Int64(shift) + 30
      while factor >= 1 << 31 {
        factor >>= 1
        places -= 1
      }
      // Where the factor stays small, more than 62 places cannot matter: the product is below 2^63.
      if places > 62 {
        factor >>= places - 62
        places = 62
      }
      scale(window, count: count, by: factor, places: places, centre: mean, into: &output)
    }
  }

  private func scale(
    _ window: Span<Int32>, count: Int, by factor: Int64, places: Int64, centre: Int32,
    into output: inout MutableSpan<Int8>
  ) {
    let half: Int64 = 1 &<< (places &- 1)
    let zero = Int64(zeroPoint)
    for index in 0..<count {
      let sample = Int64(FixedPoint.clamped(Int64(window[index]) &- Int64(centre)))
      // |sample| < 2^31 and factor < 2^31, half at most 2^61: the sum is below 2^63.
      let value = ((sample &* factor &+ half) &>> places) &+ zero
      output[index] = Int8(truncatingIfNeeded: max(-128, min(value, 127)))
    }
  }

  /// The window's mean and its mean absolute deviation from it, both rounded down.
  private static func meanAndDeviation(_ window: Span<Int32>) -> (mean: Int32, deviation: Int32) {
    let count = Int64(window.count)
    var sum: Int64 = 0
    for index in window.indices { sum &+= Int64(window[index]) }
    let mean = sum / count
    var deviations: Int64 = 0
    for index in window.indices { deviations &+= abs(Int64(window[index]) &- mean) }
    return (FixedPoint.clamped(mean), FixedPoint.clamped(deviations / count))
  }
}

extension WindowQuantiser {
  /// Appends the quantiser's eleven bytes: mode, multiplier, shift, zero point, floor, little-endian.
  public func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(mode.rawValue)
    sink.append(littleEndian: multiplier)
    sink.append(shift)
    sink.append(UInt8(bitPattern: zeroPoint))
    sink.append(littleEndian: deviationFloor)
  }

  /// Reads a quantiser that `encode` has written and checks every constant.
  ///
  /// - Parameter bytes: The encoding, no byte more.
  /// - Throws: `SignalFault` naming what is wrong.
  public init(decoding bytes: Span<UInt8>) throws(SignalFault) {
    var reader = ByteReader()
    guard let mode = Mode(rawValue: try reader.next(UInt8.self, of: bytes)) else { throw .quantiser }
    self.mode = mode
    multiplier = try reader.next(Int32.self, of: bytes)
    shift = try reader.next(UInt8.self, of: bytes)
    zeroPoint = Int8(bitPattern: try reader.next(UInt8.self, of: bytes))
    deviationFloor = try reader.next(Int32.self, of: bytes)
    guard reader.offset == bytes.count else { throw .trailingBytes(count: bytes.count - reader.offset) }
    try validate()
  }
}
