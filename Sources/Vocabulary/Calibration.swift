/// Turns an input's converter code into microvolts: `(code * multiplier + offset) / 2^shift`, rounded half up,
/// in units of 2^-8 microvolt and clamped to Int32 (about ±8.4 V).
///
/// For an ADS1299 one code is 2 × VREF / gain / 2^24 volt (data sheet SBAS499, section 9.3.2); for a recording the
/// factor and offset are those of its header.
public struct Calibration: Equatable, Sendable {
  /// Numerator of the scale, in 2^-8 microvolt per code, times 2^shift.
  public var multiplier: Int64
  /// Added before the shift, in 2^-8 microvolt times 2^shift.
  public var offset: Int64
  /// Binary places of `multiplier` and `offset`, 0 to 62.
  public var shift: UInt8
  /// Codes at or below this are taken as saturated.
  public var lowestCode: Int32
  /// Codes at or above this are taken as saturated.
  public var highestCode: Int32

  /// Creates a calibration.
  public init(multiplier: Int64, offset: Int64, shift: UInt8, lowestCode: Int32, highestCode: Int32) {
    self.multiplier = multiplier
    self.offset = offset
    self.shift = shift
    self.lowestCode = lowestCode
    self.highestCode = highestCode
  }
}
