import Vocabulary

/// First stage: converter codes to 2^-8 microvolt. A code that cannot be trusted is replaced by the input's last good one.
struct MicrovoltScaler {
  private let inputCount: Int
  private let calibrations: PerInput<Calibration>
  /// Each input's value, the last good one where the newest is not to be trusted.
  private(set) var microvolts: PerInput<Int32>
  /// Inputs whose newest code is at the converter's or the declared range's end.
  private(set) var saturated: ChannelMask
  /// Inputs that have had a good value since the last reset.
  private(set) var known: ChannelMask

  /// Takes the calibrations of a checked design.
  init(_ design: borrowing SignalDesign) {
    inputCount = Int(design.inputCount)
    calibrations = design.calibrations
    microvolts = InlineArray(repeating: 0)
    saturated = ChannelMask()
    known = ChannelMask()
  }

  /// Forgets the values held.
  mutating func reset() {
    known = ChannelMask()
  }

  /// Takes a frame.
  mutating func step(_ frame: borrowing Frame) {
    var atLimit: UInt32 = 0
    let invalid = frame.invalid.rawValue
    for input in 0..<inputCount {
      let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: input)
      if invalid & bit != 0 { continue }
      let code = frame.codes[input]
      let calibration = calibrations[input]
      if code <= calibration.lowestCode || code >= calibration.highestCode { atLimit |= bit }
      microvolts[input] = calibration.microvolts(code)
    }
    saturated.rawValue = atLimit
    known.rawValue |= ~invalid
  }
}

extension Calibration {
  /// A code in 2^-8 microvolt, rounded half up and clamped; the calibration must be safe.
  @inline(__always)
  func microvolts(_ code: Int32) -> Int32 {
    let half: Int64 = shift == 0 ? 0 : 1 &<< Int64(shift &- 1)
    return FixedPoint.clamped((Int64(code) &* multiplier &+ offset &+ half) &>> Int64(shift))
  }
}
