import Vocabulary

/// Second stage: electrodes to derivations, with what is known about the electrodes of each.
struct Montage {
  let channelCount: Int
  private let derivations: PerChannel<Derivation>
  /// For each channel the inputs it is made from, as bits.
  private let sources: PerChannel<UInt32>
  /// Each derivation's value in 2^-8 microvolt.
  private(set) var values: PerChannel<Int32>

  /// Takes the derivations of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    derivations = design.derivations
    var bits: PerChannel<UInt32> = InlineArray(repeating: 0)
    for channel in 0..<channelCount {
      let derivation = design.derivations[channel]
      bits[channel] = 1 << UInt32(derivation.plus)
      if derivation.minus != Derivation.none { bits[channel] |= 1 << UInt32(derivation.minus) }
    }
    sources = bits
    values = InlineArray(repeating: 0)
  }

  /// Takes every input's value.
  mutating func step(_ microvolts: borrowing PerInput<Int32>) {
    for channel in 0..<channelCount {
      let derivation = derivations[channel]
      let plus = microvolts[Int(derivation.plus)]
      let minus = derivation.minus == Derivation.none ? 0 : microvolts[Int(derivation.minus)]
      values[channel] = FixedPoint.clamped(Int64(plus) &- Int64(minus))
    }
  }

  /// The channels that use at least one of `inputs`.
  func channels(using inputs: ChannelMask) -> ChannelMask {
    var channels = ChannelMask()
    if inputs.isEmpty { return channels }
    for channel in 0..<channelCount where sources[channel] & inputs.rawValue != 0 { channels[channel] = true }
    return channels
  }
}
