import Vocabulary

extension SignalChain {
  /// Stands for a sample that was lost in `copyConditioned`.
  public static var missingSample: Int32 { SampleRing.missing }

  /// One after the newest conditioned sample, counted from the session's start, lost ones included.
  public var conditionedEnd: UInt64 { ring.end }

  /// Whether the window of the hop that ended last is full, settled and without a gap.
  public var isWindowComplete: Bool {
    hopEnd > 0 && hopEnd >= contiguousFrom &+ settlingSamples &+ windowSamples
  }

  /// The defects of one channel in the window of the hop that ended last.
  ///
  /// - Parameter channel: Index of the channel, below the design's count.
  /// - Returns: Every defect found.
  public func windowQuality(_ channel: Int) -> Quality {
    qualities[channel]
  }

  /// The channels whose window can be judged: the window is complete and none of the design's unusable defects is
  /// there.
  public var usableChannels: ChannelMask {
    var usable = ChannelMask()
    guard isWindowComplete else { return usable }
    for channel in 0..<channelCount where qualities[channel].intersection(unusable).isGood { usable[channel] = true }
    return usable
  }

  /// Copies the window of the hop that ended last, oldest sample first, in 2^-8 microvolt.
  ///
  /// - Parameters:
  ///   - channel: Index of the channel, below the design's count.
  ///   - output: At least as long as the design's window, which goes to its start.
  public func copyWindow(channel: Int, into output: inout MutableSpan<Int32>) {
    ring.copy(channel: channel, from: hopEnd &- windowSamples, count: Int(windowSamples), into: &output)
  }

  /// Copies conditioned samples of any time in the last 16 s, in 2^-8 microvolt.
  ///
  /// - Parameters:
  ///   - channel: Index of the channel, below the design's count.
  ///   - first: Index of the first sample since the session's start.
  ///   - count: How many samples.
  ///   - output: Gets them at its start; `missingSample` where one was lost, is no longer held or not yet there.
  public func copyConditioned(
    channel: Int, from first: UInt64, count: Int, into output: inout MutableSpan<Int32>
  ) {
    ring.copy(channel: channel, from: first, count: count, into: &output)
  }

  /// How many inputs that are no EEG are watched.
  public var polygraphCount: Int { polygraph.count }

  /// Seconds that they were watched, lost ones included.
  public var polygraphSeconds: UInt64 { polygraph.seconds }

  /// One of those inputs.
  ///
  /// - Parameter signal: Its index among them.
  /// - Returns: The input.
  public func polygraphInput(_ signal: Int) -> PolygraphInput { polygraph.input(signal) }

  /// What one of those inputs was over some seconds.
  ///
  /// - Parameters:
  ///   - signal: Its index among them.
  ///   - ago: Seconds between the newest and the last of the stretch.
  ///   - length: How many seconds, of which the last 128 are kept.
  /// - Returns: The stretch.
  public func polygraphStretch(_ signal: Int, ago: Int, length: Int) -> PolygraphStretch {
    polygraph.stretch(signal, ago: ago, length: length)
  }

  /// One channel's features of the minute that ended last.
  ///
  /// - Parameter channel: Index of the channel, below the design's count.
  /// - Returns: The features, unknown before the first minute has ended.
  public func features(_ channel: Int) -> ChannelFeatures {
    featureMeter.minute[channel]
  }
}
