import Vocabulary

/// Fourth stage, at the model's rate: removes the offset and drifts.
///
/// It stands after the resampler because its poles are then as far from the unit circle as they can be, and the same for
/// every input rate; the resampler carries any offset exactly, since each of its phases sums to exactly one.
struct HighPassFilter {
  private let channelCount: Int
  private let section: Biquad
  private var states: PerChannel<BiquadState>

  /// Takes the section of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    section = design.highPass
    states = InlineArray(repeating: BiquadState())
  }

  /// Starts one channel as if `value` had been there for ever, and so nothing had come out.
  mutating func settle(channel: Int, at value: Int32) {
    states[channel] = BiquadState(input: value, output: 0)
  }

  /// Filters one sample of every channel in place.
  mutating func step(_ values: inout PerChannel<Int32>) {
    let section = section
    var states = states.mutableSpan
    for channel in 0..<channelCount { values[channel] = states[channel].step(values[channel], section) }
  }
}
