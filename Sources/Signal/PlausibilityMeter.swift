import Vocabulary

/// Judges hop by hop whether what a channel carries can be EEG at all, from sums that the feature meter keeps and from
/// the ring of conditioned samples: nothing is computed for each sample.
///
/// A rule looks at a window of whole hops, or at a state that has lasted longer than any an EEG has. None looks at
/// muscle activity: seizures come with it.
struct PlausibilityMeter: ~Copyable {
  private let channelCount: Int
  private let hopSamples: Int64
  private let hopsPerWindow: Int
  /// Conditioned samples of an eighth of a second, and how many of the present one are there.
  private let blockSamples: Int
  private var blockPosition = 0
  /// The feature meter's sums when the hop began: a row for each.
  private var before: InlineArray<256, Int64>
  /// Line length when the present eighth of a second began.
  private var lengthBefore: PerChannel<Int64>
  private var blocks: UInt16 = 0
  private var silentBlocks: PerChannel<UInt16>
  /// By channel: eighths of a second in a row, up to the newest, that were silent.
  private var silentRun: PerChannel<UInt8>
  /// The last hops, 32 channels for each, and how many there are since the start or the last gap.
  private var hops: InlineArray<1024, HopSpectrum>
  private var nextHop = 0
  private var hopCount = 0
  private var amplitude = MontageAmplitude()
  /// By channel: hops in a row that were loud.
  private var loudHops: PerChannel<UInt8>
  private var copies = CopyFinder()
  private var repetition = RepetitionFinder()
  private var frames: FrameRepetition
  /// The whole montage, the left side and the right one: what is one signal on a side is none of a head either.
  private var groups: InlineArray<3, ChannelMask>
  private var beats: InlineArray<3, BeatFinder> = InlineArray(repeating: BeatFinder())
  /// What cannot be EEG, by channel, in the window of the hop that ended last.
  private(set) var window: PerChannel<Quality>

  /// Takes sizes of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    hopSamples = Int64(design.hopSamples)
    hopsPerWindow = Int(design.windowSamples / design.hopSamples)
    blockSamples = max(1, Int(design.modelRate) / 8)
    before = InlineArray(repeating: 0)
    lengthBefore = InlineArray(repeating: 0)
    silentBlocks = InlineArray(repeating: 0)
    silentRun = InlineArray(repeating: 0)
    hops = InlineArray(repeating: HopSpectrum())
    loudHops = InlineArray(repeating: 0)
    window = InlineArray(repeating: .good)
    frames = FrameRepetition(design)
    groups = InlineArray(repeating: ChannelMask())
    for channel in 0..<channelCount {
      let side = HeadSide(design.names[channel])
      groups[0][channel] = true
      groups[1][channel] = side == .left
      groups[2][channel] = side == .right
    }
  }

  /// Forgets all hops, as after a gap; what is known of the montage's amplitude stays.
  mutating func reset() {
    hopCount = 0
    loudHops = InlineArray(repeating: 0)
    repetition.reset()
    frames.reset()
    for group in 0..<3 { beats[group].reset() }
  }

  /// The feature meter's sums begin anew.
  mutating func beginMinute() {
    before = InlineArray(repeating: 0)
    lengthBefore = InlineArray(repeating: 0)
  }

  /// Takes a frame's derivations, before the resampler.
  @inline(__always)
  mutating func take(_ values: Span<Int32>) { frames.step(values) }

  /// Takes note that a conditioned sample was added up.
  @inline(__always)
  mutating func step(_ features: inout FeatureMeter) {
    blockPosition &+= 1
    if blockPosition >= blockSamples { endBlock(&features) }
  }

  private mutating func endBlock(_ features: inout FeatureMeter) {
    blockPosition = 0
    blocks &+= 1
    var silent = ChannelMask()
    for channel in 0..<channelCount {
      let length = features.lineLength(channel)
      if length &- lengthBefore[channel] < EEGLimits.silentLength { silent[channel] = true }
      silentRun[channel] = silent[channel] ? min(silentRun[channel] &+ 1, EEGLimits.goneBlocks) : 0
      lengthBefore[channel] = length
    }
    // Half of a montage that falls silent at once counts twice: an EEG does not, a connection that comes and goes does.
    let isTogether = channelCount >= EEGLimits.montageChannels && 2 * silent.count >= channelCount
    for channel in 0..<channelCount where silent[channel] { silentBlocks[channel] &+= isTogether ? 2 : 1 }
  }

  /// Ends a hop and judges the window that ends with it.
  ///
  /// - Parameters:
  ///   - features: Their sums up to now, only read; lent, since the compiler would copy what it reads through a borrow.
  ///   - ring: The conditioned samples up to now.
  ///   - known: How many of them, up to the newest, are in a row and settled.
  ///   - mains: By channel the power of mains.
  ///   - lines: Where mains stands alone, as a line.
  ///   - hangs: Where there is more mains than electrodes on a head pick up.
  mutating func endHop(
    _ features: inout FeatureMeter, ring: borrowing SampleRing, known: UInt64, mains: PerChannel<UInt64>,
    lines: ChannelMask, hangs: ChannelMask
  ) {
    keepHop(&features, ring: ring, known: known)
    var whole = ChannelMask()
    var windows: PerChannel<UInt64> = InlineArray(repeating: 0)
    var fast: PerChannel<UInt64> = InlineArray(repeating: 0)
    var peaks: PerChannel<UInt16> = InlineArray(repeating: 0)
    var (feeble, proven, recovered, large, loud) = (0, 0, 0, 0, ChannelMask())
    var (slow, lively) = (0, 0)
    for channel in 0..<channelCount {
      let total = PlausibilityMeter.sum(hops.span, newest: nextHop, count: hopsPerWindow, channel: channel)
      window[channel] = .good
      guard hopCount >= hopsPerWindow && total.isWhole else { continue }
      whole[channel] = true
      windows[channel] = total.eeg
      fast[channel] = total.fast
      peaks[channel] = total.isSteady ? total.peak : 0
      feeble += total.eeg < EEGLimits.feeble ? 1 : 0
      proven += total.eeg >= EEGLimits.proof ? 1 : 0
      recovered += total.eeg >= EEGLimits.recovery ? 1 : 0
      large += total.eeg > EEGLimits.large ? 1 : 0
      slow += total.fast < EEGLimits.slowAlone ? 1 : 0
      lively += total.fast >= EEGLimits.slowEnds ? 1 : 0
      if total.lowest > EEGLimits.loudMontage { loud[channel] = true }
      let isLine = (lines[channel] && total.isLine) || total.isPure || hangs[channel]
      let isWhite = PlausibilityMeter.isWhite(
        total, hops.span, newest: nextHop, hopCount: hopCount, channel: channel)
      window[channel] = judge(total, channel: channel, isSpectral: isLine || isWhite)
    }
    amplitude.step(whole: whole.count, slow: slow, lively: lively)
    amplitude.step(whole: whole.count, feeble: feeble, proven: proven, recovered: recovered, large: large)
    for channel in 0..<channelCount where whole[channel] {
      let isSlow = amplitude.isSlow && fast[channel] < EEGLimits.slowEnds
      let isMains = fast[channel] < mains[channel] >> EEGLimits.mainsShift
      if windows[channel] < amplitude.floor || isSlow || isMains {
        window[channel] = window[channel].union(.weak)
      }
      if amplitude.isLarge || (loud[channel] && 2 * loud.count >= whole.count) {
        window[channel] = window[channel].union(.excessive)
      }
    }
    let samples = hopsPerWindow * Int(hopSamples)
    add(.copied, copies.find(among: whole, powers: windows, ring: ring, samples: samples))
    for group in 0..<3 { findOne(in: group, whole, windows, peaks, ring: ring, samples: samples) }
    if frames.endHop() { add(.repeated, whole) }
    // A heart comes again and again, too.
    if beats[0].follows { return }
    add(.repeated, repetition.find(among: living(whole), ring: ring, known: Int(min(known, UInt64(Int32.max)))))
  }

  /// Looks for one signal that is all there is on the montage or on a side of the head. A heart is one, but has a name
  /// of its own; where it is all there is on the montage, the sides need not be asked.
  private mutating func findOne(
    in group: Int, _ whole: ChannelMask, _ powers: PerChannel<UInt64>, _ peaks: PerChannel<UInt16>,
    ring: borrowing SampleRing, samples: Int
  ) {
    let channels = ChannelMask(rawValue: living(whole).rawValue & groups[group].rawValue)
    guard group == 0 || (channels.count < whole.count && !beats[0].follows) else { return beats[group].reset() }
    add(.pulses, beats[group].find(among: channels, peaks: peaks, ring: ring, samples: samples))
    if beats[group].follows { return }
    add(.copied, copies.findOne(among: channels, powers: powers, ring: ring, samples: samples))
  }

  /// Marks channels.
  private mutating func add(_ defect: Quality, _ channels: ChannelMask) {
    if channels.isEmpty { return }
    for channel in 0..<channelCount where channels[channel] { window[channel] = window[channel].union(defect) }
  }

  /// The channels that carry something. Mutating, though it only reads: through a borrowed self the compiler copies it
  /// all, 60 KB.
  private mutating func living(_ whole: ChannelMask) -> ChannelMask {
    var found = whole
    for channel in 0..<channelCount where window[channel].contains(.weak) { found[channel] = false }
    return found
  }

  /// Keeps what the hop has added up.
  private mutating func keepHop(_ features: inout FeatureMeter, ring: borrowing SampleRing, known: UInt64) {
    let isKnown = known >= UInt64(hopSamples) + UInt64(HopShape.reach)
    hopCount = min(hopCount + 1, SignalLimits.hopsPerWindow)
    nextHop = nextHop + 1 == SignalLimits.hopsPerWindow ? 0 : nextHop + 1
    for channel in 0..<channelCount {
      let sums = features.sums(channel)
      var hop = HopSpectrum()
      hop.isWhole = sums[7] &- before[7 * Limits.channels + channel] == hopSamples
      for row in 0..<4 {
        hop.bands[row] = UInt64(bitPattern: (sums[row] &- before[row * Limits.channels + channel]) / hopSamples)
      }
      hop.power = UInt64(bitPattern: (sums[5] &- before[5 * Limits.channels + channel]) / hopSamples)
      hop.lagged = (sums[6] &- before[6 * Limits.channels + channel]) / hopSamples
      hop.blocks = blocks
      hop.silentBlocks = silentBlocks[channel]
      if isKnown { look(at: channel, ring: ring, &hop) }
      hops[nextHop * Limits.channels + channel] = hop
      for row in 0..<8 { before[row * Limits.channels + channel] = sums[row] }
      silentBlocks[channel] = 0
    }
    blocks = 0
  }

  /// What the hop's samples show.
  private mutating func look(at channel: Int, ring: borrowing SampleRing, _ hop: inout HopSpectrum) {
    let shape = HopShape(channel: channel, ring: ring, samples: Int(hopSamples))
    hop.peak = UInt16(clamping: shape.peak >> 8)
    hop.isPure = shape.isPure(beside: hop.eeg)
    let last = hops[(nextHop == 0 ? SignalLimits.hopsPerWindow - 1 : nextHop - 1) * Limits.channels + channel].peak
    guard 2 * Int64(max(hop.peak, last)) << 8 >= EEGLimits.jump else { return }
    hop.hasJump = JumpFinder.hasJump(channel, ring: ring, samples: Int(hopSamples))
  }

  /// What is wrong with one channel's window by itself, but for too little amplitude.
  private mutating func judge(_ total: WindowSpectrum, channel: Int, isSpectral: Bool) -> Quality {
    var quality = Quality.good
    let power = total.eeg
    loudHops[channel] = power > EEGLimits.loud ? min(loudHops[channel] + 1, EEGLimits.patience) : 0
    if power > EEGLimits.impossible || loudHops[channel] == EEGLimits.patience { quality = quality.union(.excessive) }
    if EEGLimits.silentPart * total.silentBlocks >= total.blocks {
      let isSlow = 4 * total.silentBlocks >= EEGLimits.slowQuarters * total.blocks
      let isNothing = power < EEGLimits.recovery || (!isSlow && silentRun[channel] == EEGLimits.goneBlocks)
      quality = quality.union(isNothing ? .weak : isSlow ? .spectrum : .pulses)
    }
    if total.hasJump { quality = quality.union(.excessive) }
    if isSpectral { quality = quality.union(.spectrum) }
    return quality
  }

  /// Whether a channel carries white noise, now and for some time. Takes a span, as `sum` does.
  private static func isWhite(
    _ total: WindowSpectrum, _ hops: Span<HopSpectrum>, newest: Int, hopCount: Int, channel: Int
  ) -> Bool {
    guard hopCount >= EEGLimits.spectrumHops,
      WindowSpectrum.isWhite(total.bands, quarters: EEGLimits.whiteWindowQuarters)
    else { return false }
    let long = sum(hops, newest: newest, count: EEGLimits.spectrumHops, channel: channel)
    return long.isWhole && WindowSpectrum.isWhite(long.bands, quarters: EEGLimits.whiteQuarters)
  }

  /// The last hops of one channel together.
  ///
  /// Takes a span, not self: the compiler would copy all hops to read them through a borrowed self.
  private static func sum(_ hops: Span<HopSpectrum>, newest: Int, count: Int, channel: Int) -> WindowSpectrum {
    var total = WindowSpectrum()
    var place = newest
    for _ in 0..<count {
      total.add(hops[place * Limits.channels + channel])
      place = place == 0 ? SignalLimits.hopsPerWindow - 1 : place - 1
    }
    return total
  }
}
