import Vocabulary

/// Finds a stretch that comes again and again, alike to the converter's noise: a buffer that is sent over and over, a
/// test signal, a pure tone. A rhythm of a brain never repeats to a microvolt.
struct RepetitionFinder: Sendable {
  /// The lag at which samples repeated when last looked, in conditioned samples; 0 for none.
  private var lag = 0
  /// The channel on which lags are tried, and which part of them is next.
  private var probe = 0
  private var slice = 0

  /// Shorter lags are not tried: over those a slow signal is like itself. Each repetition repeats at longer ones too.
  private static let shortest = 128
  private static let span = (EEGLimits.repeatedSamples - 1) * EEGLimits.repeatStride + 3

  /// Forgets the lag.
  mutating func reset() {
    lag = 0
    slice = 0
  }

  /// Looks at the newest samples.
  ///
  /// - Parameters:
  ///   - channels: Those to look at.
  ///   - ring: The conditioned samples.
  ///   - known: How many of them, up to the newest, are in a row and settled.
  /// - Returns: The channels that repeat.
  mutating func find(among channels: ChannelMask, ring: borrowing SampleRing, known: Int) -> ChannelMask {
    guard !channels.isEmpty else { return ChannelMask() }
    let longest = min(known, SignalLimits.ringSamples) - RepetitionFinder.span
    if lag == 0 || lag > longest { lag = search(channels, ring: ring, longest: longest) }
    guard lag > 0 else { return ChannelMask() }
    var found = ChannelMask()
    for channel in 0..<Limits.channels where channels[channel] {
      if RepetitionFinder.repeats(channel, lag: lag, within: EEGLimits.repeatSpan, ring: ring) { found[channel] = true }
    }
    if found.isEmpty { lag = 0 }
    return found
  }

  /// Tries one part of the lags on one channel.
  private mutating func search(_ channels: ChannelMask, ring: borrowing SampleRing, longest: Int) -> Int {
    if slice == 0 { probe = RepetitionFinder.next(after: probe, of: channels) }
    let first = slice
    slice = slice + 1 == EEGLimits.lagSlices ? 0 : slice + 1
    guard channels[probe] else { return 0 }
    var lag = RepetitionFinder.shortest + first
    while lag <= longest {
      if RepetitionFinder.repeats(probe, lag: lag, within: EEGLimits.lagSpan, ring: ring) { return lag }
      lag += EEGLimits.lagSlices
    }
    return 0
  }

  private static func next(after probe: Int, of channels: ChannelMask) -> Int {
    let later = channels.rawValue & ~ChannelMask(first: probe + 1).rawValue
    return (later != 0 ? later : channels.rawValue).trailingZeroBitCount
  }

  /// Whether samples lie between those of `lag` and of one more, or at most `span` beside, and all at one place between
  /// them: a period need be no multiple of the sample's.
  private static func repeats(_ channel: Int, lag: Int, within span: Int32, ring: borrowing SampleRing) -> Bool {
    var (both, ways, steps): (Int64, Int64, Int64) = (0, 0, 0)
    for index in 0..<EEGLimits.repeatedSamples {
      let age = 1 &+ index &* EEGLimits.repeatStride
      let value = ring.sample(channel: channel, age: age)
      let near = ring.sample(channel: channel, age: age &+ lag)
      let far = ring.sample(channel: channel, age: age &+ lag &+ 1)
      let outside = max(min(near, far) &- value, value &- max(near, far))
      if outside > span {
        // Where a signal turns round between two samples it goes further than either: a quarter of how much its slope
        // changes there is more than enough.
        let newer = ring.sample(channel: channel, age: age &+ lag &- 1)
        let bend = newer &- near &- far &+ ring.sample(channel: channel, age: age &+ lag &+ 2)
        if outside > span &+ abs(bend) >> 2 { return false }
      }
      let (way, step) = (Int64(value &- near), Int64(far &- near))
      both &+= way &* step
      ways &+= way &* way
      steps &+= step &* step
    }
    return isAtOnePlace(both: both, ways: ways, steps: steps)
  }

  /// Whether the ways from one sample are one part of the steps to the next, but for a little: what a straight line
  /// between samples leaves out of a true repetition is below a twentieth, of a chance likeness above an eighth.
  private static func isAtOnePlace(both: Int64, ways: Int64, steps: Int64) -> Bool {
    // To 28 bits, so that products fit.
    let shift = max(0, 36 - min(ways.leadingZeroBitCount, steps.leadingZeroBitCount))
    let (both, ways, steps) = (both >> shift, ways >> shift, steps >> shift)
    let rest = steps > 0 ? ways - both * both / steps : ways
    let noise = Int64(EEGLimits.repeatedSamples) * EEGLimits.repeatNoise >> shift
    return rest * EEGLimits.repeatParts <= steps + noise
  }
}
