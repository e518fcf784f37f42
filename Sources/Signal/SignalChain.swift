import Vocabulary

/// The signal chain: from frames to conditioned windows, their quality and the long-term features.
///
/// A pure function of the frames, in whole numbers. The order is: microvolts, derivations, resampler, high-pass, notch.
/// After a start or a gap all filters begin in the steady state of the first sample, and nothing is inferred until the
/// settling length and a full window have passed without another gap.
public struct SignalChain: ~Copyable {
  let channelCount: Int
  let windowSamples: UInt64
  private let hopSamples: UInt64
  private let minuteSamples: UInt64
  let settlingSamples: UInt64
  private let holdLimit: UInt32
  private let saturationLimit: UInt32
  let unusable: Quality

  private var scaler: MicrovoltScaler
  private var montage: Montage
  private var resampler: Resampler
  private var filters: SectionCascade
  private var meter: QualityMeter
  private(set) var ring: SampleRing
  private(set) var featureMeter: FeatureMeter
  private var plausibility: PlausibilityMeter
  private(set) var polygraph: PolygraphMeter

  /// The newest conditioned sample of every channel.
  private var conditioned: PerChannel<Int32>
  /// Index that the next frame has if none is lost.
  private var nextSampleIndex: UInt64
  private var isStarted: Bool
  /// First conditioned sample since the start or the last gap.
  private(set) var contiguousFrom: UInt64
  private var hasHadGap: Bool
  /// Channels whose filters begin anew with the next conditioned sample.
  private var unsettled: ChannelMask
  /// By channel: the first conditioned sample that counts.
  private var settledFrom: PerChannel<UInt64>
  private var settled: ChannelMask
  /// By channel: input samples in a row without a trustworthy value, up to `holdLimit`.
  private var untrustedRun: PerChannel<UInt32>
  /// By channel: input samples in a row at a limit, up to `saturationLimit`.
  private var saturatedRun: PerChannel<UInt32>
  private var hasRun: Bool
  /// One after the last conditioned sample of the hop that ended last.
  private(set) var hopEnd: UInt64
  private(set) var qualities: PerChannel<Quality>

  /// Starts a session.
  ///
  /// - Parameters:
  ///   - design: Checked here once more; it is not needed afterwards.
  ///   - lanes: What computes: a set that this processor has. The results are the same with each.
  /// - Throws: `SignalFault` if a constant is wrong.
  public init(design: borrowing SignalDesign, lanes: LaneSet = .reference) throws(SignalFault) {
    try design.validate()
    channelCount = Int(design.channelCount)
    windowSamples = UInt64(design.windowSamples)
    hopSamples = UInt64(design.hopSamples)
    minuteSamples = 60 * UInt64(design.modelRate)
    settlingSamples = UInt64(design.settlingSamples)
    holdLimit = design.quality.holdLimit
    saturationLimit = design.quality.saturationLimit
    unusable = design.quality.unusable
    scaler = MicrovoltScaler(design, lanes: lanes)
    montage = Montage(design)
    resampler = Resampler(design, lanes: lanes)
    filters = SectionCascade(design, lanes: lanes)
    meter = QualityMeter(design, lanes: lanes)
    ring = SampleRing(channelCount: Int(design.channelCount))
    featureMeter = FeatureMeter(design, lanes: lanes)
    plausibility = PlausibilityMeter(design)
    polygraph = PolygraphMeter(design)
    conditioned = InlineArray(repeating: 0)
    nextSampleIndex = 0
    isStarted = false
    contiguousFrom = 0
    hasHadGap = false
    unsettled = ChannelMask()
    settledFrom = InlineArray(repeating: 0)
    settled = ChannelMask()
    untrustedRun = InlineArray(repeating: 0)
    saturatedRun = InlineArray(repeating: 0)
    hasRun = false
    hopEnd = 0
    qualities = InlineArray(repeating: .unknown)
  }

  /// Takes one frame.
  ///
  /// - Returns: What it brought forth.
  public mutating func step(_ frame: borrowing Frame) -> ChainStep {
    let index = frame.sampleIndex
    let isUncounted = frame.discontinuity
    var result = ChainStep(lastSampleIndex: index)
    guard !isStarted || index >= nextSampleIndex else {
      result.isOutOfOrder = true
      return result
    }
    result.isGap = isUncounted || index != nextSampleIndex
    if !isUncounted { result.lostSamples = index &- nextSampleIndex }
    let begins = result.isGap || !isStarted
    if begins { begin(at: index, &result) }
    nextSampleIndex = index &+ 1

    scaler.step(frame)
    if polygraph.count > 0 {
      let doubt = frame.leadOff.rawValue | frame.invalid.rawValue | scaler.saturated.rawValue | ~scaler.known.rawValue
      polygraph.step(scaler.microvolts.span, doubt: ChannelMask(rawValue: doubt))
    }
    montage.step(scaler.microvolts.span)
    plausibility.take(montage.values.span)
    settleChannels(leadOff: frame.leadOff, invalid: frame.invalid, begins: begins)
    meter.step(montage.values.span)
    markDefects(leadOff: frame.leadOff, invalid: frame.invalid)
    resampler.push(montage.values.span)
    while resampler.isDue { condition(&result) }
    return result
  }
}

extension SignalChain {
  /// Starts all filters anew and moves the grids to sample `index`; bounded, however far that is.
  private mutating func begin(at index: UInt64, _ result: inout ChainStep) {
    let first = resampler.firstOutput(from: index)
    let minute = ring.end / minuteSamples
    if ring.end % minuteSamples != 0 && first / minuteSamples != minute && isStarted {
      featureMeter.endMinute()
      plausibility.beginMinute()
      result.minuteEnded = true
      result.minuteIndex = minute
    }
    hasHadGap = hasHadGap || result.isGap
    isStarted = true
    resampler.restart(at: index)
    ring.skip(to: first)
    contiguousFrom = first
    scaler.reset()
    if polygraph.count > 0 {
      polygraph.begin(lostSamples: result.isGap && result.lostSamples == 0 ? nil : result.lostSamples)
    }
    meter.reset()
    plausibility.reset()
  }

  /// Starts the filters of those channels anew that have a trustworthy value again after too long without one or at a
  /// limit, and of all after a start or a gap.
  private mutating func settleChannels(leadOff: ChannelMask, invalid: ChannelMask, begins: Bool) {
    let unknownInputs = ChannelMask(rawValue: ~scaler.known.rawValue)
    let doubtful = ChannelMask(rawValue: leadOff.rawValue | invalid.rawValue | unknownInputs.rawValue)
    if !begins && !hasRun && doubtful.isEmpty && scaler.saturated.isEmpty { return }
    let untrusted = montage.channels(using: doubtful)
    let unknown = montage.channels(using: unknownInputs)
    let saturated = montage.channels(using: scaler.saturated)
    hasRun = !untrusted.isEmpty || !saturated.isEmpty
    for channel in 0..<channelCount {
      let isBack = !untrusted[channel] && !saturated[channel]
      if begins || (isBack && hasLongRun(channel)) { settle(channel) }
      if isBack {
        untrustedRun[channel] = 0
        saturatedRun[channel] = 0
      }
      if untrusted[channel] { untrustedRun[channel] = min(untrustedRun[channel] + 1, holdLimit) }
      if saturated[channel] { saturatedRun[channel] = min(saturatedRun[channel] + 1, saturationLimit) }
      if unknown[channel] { untrustedRun[channel] = holdLimit }
    }
  }

  private func hasLongRun(_ channel: Int) -> Bool {
    untrustedRun[channel] >= holdLimit || saturatedRun[channel] >= saturationLimit
  }

  /// Starts one channel's filters in the steady state of its newest value.
  private mutating func settle(_ channel: Int) {
    let value = montage.values[channel]
    resampler.settle(channel: channel, at: value)
    meter.settle(channel: channel, at: value)
    featureMeter.settle(channel: channel)
    unsettled[channel] = true
    settled[channel] = false
    settledFrom[channel] = resampler.nextOutput &+ settlingSamples
  }

  private mutating func markDefects(leadOff: ChannelMask, invalid: ChannelMask) {
    if scaler.saturated.isEmpty && leadOff.isEmpty && invalid.isEmpty { return }
    meter.mark(
      saturated: montage.channels(using: scaler.saturated), leadOff: montage.channels(using: leadOff),
      invalid: montage.channels(using: invalid))
  }

  /// Gives one conditioned sample of every channel.
  private mutating func condition(_ result: inout ChainStep) {
    let index = resampler.nextOutput
    var outputs = conditioned.mutableSpan
    resampler.pull(into: &outputs)
    updateSettling(at: index)
    var values = conditioned.mutableSpan
    filters.step(&values)
    ring.push(values.span)
    meter.stepConditioned(values.span)
    featureMeter.step(values.span, settled: settled)
    plausibility.step(&featureMeter)
    result.modelSamples &+= 1
    if ring.end % hopSamples == 0 { endHop(&result) }
    if ring.end % minuteSamples == 0 { endMinute(&result) }
  }

  private mutating func updateSettling(at index: UInt64) {
    if settled.count == channelCount { return }
    for channel in 0..<channelCount {
      if unsettled[channel] { filters.settle(channel: channel, at: conditioned[channel]) }
      if index >= settledFrom[channel] { settled[channel] = true }
    }
    unsettled = ChannelMask()
  }

  private mutating func endHop(_ result: inout ChainStep) {
    hopEnd = ring.end
    meter.endHop()
    plausibility.endHop(
      &featureMeter, ring: ring, known: ring.end &- min(ring.end, contiguousFrom &+ settlingSamples),
      mains: meter.mains,
      lines: meter.lines, hangs: meter.hangs)
    result.hopEnded = true
    result.hopIndex = ring.end / hopSamples - 1
    for channel in 0..<channelCount {
      qualities[channel] = meter.window[channel].union(plausibility.window[channel]).union(continuity(channel))
      featureMeter.note(qualities[channel], channel: channel)
    }
  }

  /// What the window of the hop just ended lacks in samples.
  private func continuity(_ channel: Int) -> Quality {
    var quality = Quality.good
    if hopEnd < contiguousFrom &+ windowSamples {
      quality = quality.union(.unknown)
      if hasHadGap { quality = quality.union(.gap) }
    }
    if hopEnd < settledFrom[channel] &+ windowSamples { quality = quality.union(.settling) }
    return quality
  }

  /// A minute that ends with the very frame after a gap has nothing to tell: the one cut short by the gap is reported.
  private mutating func endMinute(_ result: inout ChainStep) {
    defer { plausibility.beginMinute() }
    if result.minuteEnded {
      featureMeter.discardMinute()
      return
    }
    featureMeter.endMinute()
    result.minuteEnded = true
    result.minuteIndex = ring.end / minuteSamples - 1
  }
}
