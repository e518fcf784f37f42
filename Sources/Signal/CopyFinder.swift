import Vocabulary

/// Finds channels that carry the same signal: electrodes bridged by gel, inputs shorted, a reference that is off. Where
/// most of a montage carries one, each in its own size and with a little noise, it is still one.
struct CopyFinder: Sendable {
  /// Compares all channels with each other.
  ///
  /// - Parameters:
  ///   - channels: Those to compare.
  ///   - powers: Each one's power in the EEG's band, in 2^-16 square microvolt.
  ///   - ring: The conditioned samples.
  ///   - samples: How many of the newest make the window.
  /// - Returns: Every channel that has a copy.
  func find(among channels: ChannelMask, powers: PerChannel<UInt64>, ring: borrowing SampleRing, samples: Int)
    -> ChannelMask
  {
    var found = ChannelMask()
    var rest = channels.rawValue
    while rest != 0 {
      let channel = rest.trailingZeroBitCount
      rest &= rest - 1
      var others = rest
      while others != 0 {
        let other = others.trailingZeroBitCount
        others &= others - 1
        guard CopyFinder.areNear(powers[channel], powers[other]) && !(found[channel] && found[other]) else { continue }
        let limit = max(EEGLimits.copyPower, powers[channel] >> (EEGLimits.copyShift - 2))
        if CopyFinder.areCopies(channel, other, within: limit, ring: ring, samples: samples) {
          found[channel] = true
          found[other] = true
        }
      }
    }
    return found
  }

  /// Compares all channels with the strongest.
  ///
  /// - Parameters: As those of `find`.
  /// - Returns: The channels that carry the strongest one's signal, if they are most of the montage.
  func findOne(among channels: ChannelMask, powers: PerChannel<UInt64>, ring: borrowing SampleRing, samples: Int)
    -> ChannelMask
  {
    var strongest = -1
    for channel in 0..<Limits.channels where channels[channel] {
      if strongest < 0 || powers[channel] > powers[strongest] { strongest = channel }
    }
    guard channels.count >= EEGLimits.montageChannels else { return ChannelMask() }
    var (alike, others) = (ChannelMask(), 0)
    for channel in 0..<Limits.channels where channels[channel] {
      if CopyFinder.isScaled(channel, of: strongest, ring: ring, samples: samples) {
        alike[channel] = true
      } else {
        others += 1
        if 4 * others > channels.count { return ChannelMask() }
      }
    }
    return alike
  }

  /// Whether what a channel has beyond a multiple of another is next to nothing.
  private static func isScaled(_ one: Int, of other: Int, ring: borrowing SampleRing, samples: Int) -> Bool {
    let stride = max(1, samples / EEGLimits.comparedSamples)
    let count = samples / stride
    var (both, first, second): (Int64, Int64, Int64) = (0, 0, 0)
    for index in 0..<count {
      let left = Int64(ring.sample(channel: one, age: 1 &+ index &* stride))
      let right = Int64(ring.sample(channel: other, age: 1 &+ index &* stride))
      both &+= left &* right
      first &+= left &* left
      second &+= right &* right
    }
    // To 28 bits, so that products fit.
    let shift = max(0, 36 - min(first.leadingZeroBitCount, second.leadingZeroBitCount))
    (both, first, second) = (both >> shift, first >> shift, second >> shift)
    guard second > 0 else { return false }
    let rest = first - both * both / second
    let noise = min(Int64(count) * EEGLimits.sameNoise >> shift, first / Int64(EEGLimits.copyRatio))
    return rest <= max(first >> EEGLimits.sameShift, noise)
  }

  /// Whether two powers differ by less than half: copies' do.
  private static func areNear(_ one: UInt64, _ other: UInt64) -> Bool {
    one <= other &+ other >> 1 && other <= one &+ one >> 1
  }

  /// Compares some samples of the window; two that are no copies differ at the first ones already.
  private static func areCopies(
    _ one: Int, _ other: Int, within limit: UInt64, ring: borrowing SampleRing, samples: Int
  ) -> Bool {
    let stride = max(1, samples / EEGLimits.comparedSamples)
    let count = UInt64(samples / stride)
    var (difference, power) = (UInt64(0), UInt64(0))
    for index in 0..<Int(count) {
      let value = ring.sample(channel: one, age: 1 &+ index &* stride)
      let distance = Int64(value) &- Int64(ring.sample(channel: other, age: 1 &+ index &* stride))
      difference &+= UInt64(bitPattern: distance &* distance)
      power &+= UInt64(bitPattern: Int64(value) &* Int64(value))
      if difference > count &* limit { return false }
    }
    if difference <= power >> EEGLimits.copyShift { return power > 0 }
    return difference <= count &* EEGLimits.copyPower && difference &* EEGLimits.copyRatio <= power
  }
}
