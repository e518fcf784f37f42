import Vocabulary

/// Fifth stage, at the model's rate: removes mains interference.
///
/// It stands after the resampler because that costs one or two sections on fewer samples, and because a mains frequency
/// that the model's rate cannot carry is already gone there; Designer then leaves the notch out.
struct NotchFilter {
  private let channelCount: Int
  private let sectionCount: Int
  private let sections: InlineArray<4, Biquad>
  private var states: InlineArray<4, PerChannel<BiquadState>>

  /// Takes the sections of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    sectionCount = Int(design.notchCount)
    sections = design.notches
    states = InlineArray(repeating: InlineArray(repeating: BiquadState()))
  }

  /// Starts one channel at rest: after the high-pass the steady state is zero.
  mutating func settle(channel: Int) {
    for index in 0..<sectionCount { states[index][channel] = BiquadState() }
  }

  /// Filters one sample of every channel in place.
  mutating func step(_ values: inout PerChannel<Int32>) {
    for index in 0..<sectionCount {
      let section = sections[index]
      for channel in 0..<channelCount { values[channel] = states[index][channel].step(values[channel], section) }
    }
  }
}
