import Vocabulary

/// Second stage: electrodes to derivations, with what is known about the electrodes of each.
struct Montage: ~Copyable {
  let channelCount: Int
  /// By channel: the input taken and the one subtracted; one past the last input stands for zero.
  private var plus: PerChannel<UInt8>
  private var minus: PerChannel<UInt8>
  /// For each channel the inputs it is made from, as bits.
  private var sources: PerChannel<UInt32>
  /// Each derivation's value in 2^-8 microvolt.
  private(set) var values: PerChannel<Int32>

  /// Takes the derivations of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    plus = InlineArray(repeating: UInt8(Limits.inputs))
    minus = InlineArray(repeating: UInt8(Limits.inputs))
    sources = InlineArray(repeating: 0)
    values = InlineArray(repeating: 0)
    for channel in 0..<channelCount {
      let derivation = design.derivations[channel]
      if derivation.plus != Derivation.none {
        plus[channel] = derivation.plus
        sources[channel] |= 1 << UInt32(derivation.plus)
      }
      if derivation.minus != Derivation.none {
        minus[channel] = derivation.minus
        sources[channel] |= 1 << UInt32(derivation.minus)
      }
    }
  }

  /// Takes every input's value, and a zero.
  mutating func step(_ microvolts: Span<Int32>) {
    var values = values.mutableSpan
    let (plus, minus) = (plus.span, minus.span)
    for channel in 0..<channelCount {
      let difference = Int64(microvolts[Int(plus[channel])]) &- Int64(microvolts[Int(minus[channel])])
      values[channel] = FixedPoint.clamped(difference)
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
