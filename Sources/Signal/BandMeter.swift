import Vocabulary

/// Adds up every channel's power in the bands of the long-term features.
struct BandMeter: ~Copyable {
  /// Where the sums begin: after the memory of two sections for each band.
  private static let powers = 2 * FeatureDesign.bandCount * SectionMemory.count

  private let lanes: LaneSet
  private let channelCount: Int
  private var sections: InlineArray<50, Int32>
  /// All sections' memory, then a row for each band: sums of squares in 2^-16 square microvolt.
  private var memory: InlineArray<1120, Int64>

  /// Takes the bands of a checked design.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    channelCount = Int(design.channelCount)
    sections = InlineArray(repeating: 0)
    memory = InlineArray(repeating: 0)
    var numbers = sections.mutableSpan
    for band in 0..<FeatureDesign.bandCount {
      for part in 0..<2 { design.features.bands[band][part].write(at: 2 * band + part, to: &numbers) }
    }
  }

  /// Starts one channel's filters at rest.
  mutating func settle(channel: Int) {
    for row in 0..<BandMeter.powers / Limits.channels { memory[row * Limits.channels + channel] = 0 }
  }

  /// Takes one conditioned sample of every channel; those of `counted` are added up.
  mutating func step(_ values: Span<Int32>, counted: ChannelMask) {
    var memory = memory.mutableSpan
    if lanes.isReference {
      BandMeter.step(sections.span, &memory, values, counted: counted, channels: channelCount)
    } else {
      lanes.addBands(sections.span, memory: &memory, values: values, counted: counted, channels: channelCount)
    }
  }

  /// The reference.
  private static func step(
    _ sections: Span<Int32>, _ memory: inout MutableSpan<Int64>, _ values: Span<Int32>, counted: ChannelMask,
    channels: Int
  ) {
    for band in 0..<FeatureDesign.bandCount {
      let first = Biquad(at: 2 * band, of: sections)
      let second = Biquad(at: 2 * band + 1, of: sections)
      for channel in 0..<channels {
        let place = 2 * band * SectionMemory.count + channel
        let half = SectionMemory.step(first, &memory, at: place, values[channel])
        let found = SectionMemory.step(second, &memory, at: place + SectionMemory.count, half)
        if counted[channel] { memory[powers + band * Limits.channels + channel] &+= FixedPoint.square(found) }
      }
    }
  }

  /// One channel's sum of squares in a band up to now. Changes nothing: through a borrowed self the compiler would copy
  /// all.
  mutating func power(channel: Int, band: Int) -> Int64 {
    let memory = memory.span
    return memory[BandMeter.powers + band * Limits.channels + channel]
  }

  /// One channel's sums of squares in each band; they begin anew.
  mutating func takePowers(channel: Int) -> InlineArray<5, Int64> {
    var memory = memory.mutableSpan
    var sums = InlineArray<5, Int64>(repeating: 0)
    for band in 0..<FeatureDesign.bandCount {
      let place = BandMeter.powers + band * Limits.channels + channel
      sums[band] = memory[place]
      memory[place] = 0
    }
    return sums
  }
}
