import Vocabulary

/// Finds a heart, or another train of pulses, that is all there is: nearly all channels carry one and the same signal,
/// and it is near nothing for most of the time. Spikes and waves can be alike on all channels too, but are never near
/// nothing for so long: a wave follows each spike. One finder looks at the whole montage, one at each side of the head.
struct BeatFinder: Sendable {
  private var hops: UInt8 = 0
  /// Whether the newest window has nothing but pulses: one signal on all channels, but not for the reason of a bridge.
  var follows: Bool { hops > 0 }

  /// One sample in so many is compared with the peak.
  private static let stride = 4

  /// Forgets what was found.
  mutating func reset() { hops = 0 }

  /// Looks at the window that ends now.
  ///
  /// - Parameters:
  ///   - channels: Those that carry something.
  ///   - peaks: By channel the largest distance from zero, in microvolt; 0 where the window's hops differ in it.
  ///   - ring: The conditioned samples.
  ///   - samples: How many of the newest make the window.
  /// - Returns: The channels that carry nothing but pulses.
  mutating func find(
    among channels: ChannelMask, peaks: PerChannel<UInt16>, ring: borrowing SampleRing, samples: Int
  ) -> ChannelMask {
    var (resting, reference) = (ChannelMask(), 0)
    for channel in 0..<Limits.channels where channels[channel] {
      guard BeatFinder.rests(channel, peak: peaks[channel], ring: ring, samples: samples) else { continue }
      if resting.isEmpty || peaks[channel] > peaks[reference] { reference = channel }
      resting[channel] = true
    }
    guard BeatFinder.isMost(resting, of: channels) else { return none() }
    var alike = ChannelMask()
    for channel in 0..<Limits.channels where resting[channel] {
      alike[channel] = BeatFinder.areAlike(channel, reference, ring: ring, samples: samples)
    }
    guard BeatFinder.isMost(alike, of: channels) else { return none() }
    hops = min(hops + 1, EEGLimits.fewBeatHops)
    let needed = channels.count < EEGLimits.montageChannels ? EEGLimits.fewBeatHops : EEGLimits.beatHops
    return hops >= needed ? alike : ChannelMask()
  }

  private mutating func none() -> ChannelMask {
    hops = 0
    return ChannelMask()
  }

  /// Three quarters; of few channels all.
  private static func isMost(_ some: ChannelMask, of channels: ChannelMask) -> Bool {
    if channels.count < EEGLimits.montageChannels { return some.count == channels.count && !channels.isEmpty }
    return some.count >= EEGLimits.montageChannels && 4 * some.count >= 3 * channels.count
  }

  /// Whether most of the samples are near nothing.
  private static func rests(_ channel: Int, peak: UInt16, ring: borrowing SampleRing, samples: Int) -> Bool {
    let limit = (Int32(peak) << 8) / EEGLimits.beatPart
    var (near, far) = (0, 0)
    var age = 1
    while age <= samples {
      let value = ring.sample(channel: channel, age: age)
      if value < limit && value > -limit { near &+= 1 } else { far &+= 1 }
      age &+= stride
    }
    return 2 * near > EEGLimits.beatRest * far
  }

  private static func areAlike(_ one: Int, _ other: Int, ring: borrowing SampleRing, samples: Int) -> Bool {
    var (both, first, second): (Int64, Int64, Int64) = (0, 0, 0)
    for age in 1...samples {
      let left = Int64(ring.sample(channel: one, age: age))
      let right = Int64(ring.sample(channel: other, age: age))
      both &+= left &* right
      first &+= left &* left
      second &+= right &* right
    }
    // To 28 bits, so that products and their hundredfold fit.
    let shift = max(0, 36 - min(first.leadingZeroBitCount, second.leadingZeroBitCount))
    (both, first, second) = (both >> shift, first >> shift, second >> shift)
    return second > 0 && 100 * both * both >= EEGLimits.beatLikeness * first * second
  }
}
