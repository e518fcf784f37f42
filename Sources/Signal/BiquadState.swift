/// The memory of one second-order section on one channel.
///
/// Outputs are kept with the 28 binary places below them (the remainders), which pass through the denominator as the
/// outputs do: rounding never goes round the loop, so the output is the exact one rounded, without limit cycle or dead band.
struct BiquadState: Sendable {
  private var input1: Int32
  private var input2: Int32
  private var output1: Int32
  private var output2: Int32
  private var remainder1: Int32
  private var remainder2: Int32

  /// Starts as if `input` had been there for ever and had given `output`.
  init(input: Int32 = 0, output: Int32 = 0) {
    input1 = input
    input2 = input
    output1 = output
    output2 = output
    remainder1 = 0
    remainder2 = 0
  }

  /// Takes one sample and gives one. The section must be safe (`Biquad.isSafe`).
  @inline(__always)
  mutating func step(_ input: Int32, _ section: Biquad) -> Int32 {
    let places = Int64(Biquad.fractionBits)
    let forward =
      Int64(section.b0) &* Int64(input) &+ Int64(section.b1) &* Int64(input1) &+ Int64(section.b2) &* Int64(input2)
    let back = Int64(section.a1) &* Int64(output1) &+ Int64(section.a2) &* Int64(output2)
    let belowBack =
      (Int64(section.a1) &* Int64(remainder1) &+ Int64(section.a2) &* Int64(remainder2)) &>> places
    let sum = forward &- back &- belowBack
    let rounded = (sum &+ (1 &<< (places &- 1))) &>> places
    let output = FixedPoint.clamped(rounded)
    input2 = input1
    input1 = input
    output2 = output1
    output1 = output
    remainder2 = remainder1
    remainder1 = Int32(truncatingIfNeeded: sum &- (rounded &<< places))
    return output
  }
}
