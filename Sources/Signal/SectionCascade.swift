import Vocabulary

/// Filters every channel through the same sections, one after the other.
struct SectionCascade: ~Copyable {
  private let lanes: LaneSet
  private let channelCount: Int
  private let sectionCount: Int
  private var sections: InlineArray<25, Int32>
  private var memory: InlineArray<480, Int64>

  /// Fourth and fifth stage, at the model's rate: the high-pass that removes offset and drifts, then the notches that
  /// remove mains interference.
  ///
  /// They stand after the resampler because the high-pass's poles are then as far from the unit circle as they can be,
  /// and the same for every input rate, because notches cost less on fewer samples, and because a mains frequency that
  /// the model's rate cannot carry is already gone there; Designer then leaves the notch out. The resampler carries any
  /// offset exactly, since each of its phases sums to exactly one.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    channelCount = Int(design.channelCount)
    sectionCount = 1 + Int(design.notchCount)
    sections = InlineArray(repeating: 0)
    memory = InlineArray(repeating: 0)
    var numbers = sections.mutableSpan
    design.highPass.write(at: 0, to: &numbers)
    for index in 1..<sectionCount { design.notches[index - 1].write(at: index, to: &numbers) }
  }

  /// Starts one channel as if `value` had been there for ever: nothing has come out of the high-pass, and the notches
  /// are at rest.
  mutating func settle(channel: Int, at value: Int32) {
    let highPass = Biquad(at: 0, of: sections.span)
    var memory = memory.mutableSpan
    for row in 0..<memory.count / Limits.channels { memory[row * Limits.channels + channel] = 0 }
    SectionMemory.settle(highPass, &memory, at: channel, input: value)
  }

  /// Filters one sample of every channel in place.
  mutating func step(_ values: inout MutableSpan<Int32>) {
    var memory = memory.mutableSpan
    if lanes.isReference {
      SectionCascade.step(sections.span, count: sectionCount, &memory, &values, channels: channelCount)
    } else {
      lanes.filter(sections.span, count: sectionCount, memory: &memory, values: &values, channels: channelCount)
    }
  }

  /// The reference.
  private static func step(
    _ sections: Span<Int32>, count: Int, _ memory: inout MutableSpan<Int64>, _ values: inout MutableSpan<Int32>,
    channels: Int
  ) {
    for index in 0..<count {
      let section = Biquad(at: index, of: sections)
      for channel in 0..<channels {
        let place = index * SectionMemory.count + channel
        values[channel] = SectionMemory.step(section, &memory, at: place, values[channel])
      }
    }
  }
}
