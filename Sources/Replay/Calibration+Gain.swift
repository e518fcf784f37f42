import Vocabulary

extension Calibration {
  /// The same input behind an amplifier of another gain: microvolts multiplied, saturation at the same codes.
  ///
  /// - Parameter gain: Above 0.
  /// - Returns: Multiplier and offset to 53 binary places, with as many fewer of `shift` as they need room for.
  func multiplied(by gain: Double) -> Calibration {
    var result = self
    var factor = gain
    let largest = Double(max(multiplier.magnitude, offset.magnitude))
    while result.shift > 0 && largest * factor >= 0x1p61 {
      factor /= 2
      result.shift -= 1
    }
    result.multiplier = Int64((Double(multiplier) * factor).rounded())
    result.offset = Int64((Double(offset) * factor).rounded())
    return result
  }
}
