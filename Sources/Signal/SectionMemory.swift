import Vocabulary

/// The memory of a second-order section on all channels: three rows of 64-bit sums, one number for each channel.
///
/// Row 0 holds what all that was adds to the next sum, row 1 what the last input and output add to the one after it.
/// Row 2 holds what the last remainder adds to the next. Remainders, the 28 binary places below each output, pass
/// through the denominator as the outputs do: rounding never goes round the loop, so the output is the exact one
/// rounded, without limit cycle or dead band.
enum SectionMemory {
  /// Numbers that one section keeps.
  static let count = 3 * Limits.channels

  /// Starts one channel as if `input` had been there for ever and had given `output`.
  ///
  /// - Parameters:
  ///   - section: The section, safe.
  ///   - memory: Of one or more sections, one after the other.
  ///   - place: The channel's in the section's first row.
  ///   - input: What came in.
  ///   - output: What went out.
  static func settle(
    _ section: Biquad, _ memory: inout MutableSpan<Int64>, at place: Int, input: Int32 = 0, output: Int32 = 0
  ) {
    let (input, output) = (Int64(input), Int64(output))
    let after = Int64(section.b2) &* input &- Int64(section.a2) &* output
    memory[place] = after &+ Int64(section.b1) &* input &- Int64(section.a1) &* output
    memory[place + Limits.channels] = after
    memory[place + 2 * Limits.channels] = 0
  }

  /// Takes one sample and gives one. The section must be safe (`Biquad.isSafe`).
  @inline(__always)
  static func step(
    _ section: Biquad, _ memory: inout MutableSpan<Int64>, at place: Int, _ input: Int32
  ) -> Int32 {
    let row = Limits.channels
    let (a1, a2, input) = (Int64(section.a1), Int64(section.a2), Int64(input))
    let sum = Int64(section.b0) &* input &+ memory[place]
    let rounded = (sum &+ (1 &<< 27)) &>> 28
    let output = FixedPoint.clamped(rounded)
    let rest = sum &- rounded &<< 28
    let rests = memory[place &+ 2 &* row] &+ a1 &* rest
    memory[place] = memory[place &+ row] &+ Int64(section.b1) &* input &- a1 &* Int64(output) &- rests &>> 28
    memory[place &+ row] = Int64(section.b2) &* input &- a2 &* Int64(output)
    memory[place &+ 2 &* row] = a2 &* rest
    return output
  }
}
