import Vocabulary

/// Watches every channel at the input rate, where mains and muscle activity can still be seen, hop by hop; a window's
/// quality is that of its hops together.
struct QualityMeter: ~Copyable {
  /// Where the sums begin: after the memory of two mains detectors and the muscle detector.
  private static let mainsPower = 3 * SectionMemory.count
  private static let musclePower = mainsPower + Limits.channels
  private static let conditionedPower = musclePower + Limits.channels

  private let lanes: LaneSet
  private let channelCount: Int
  private let hopsPerWindow: Int
  private let design: QualityDesign
  /// Two mains detectors and the muscle detector.
  private var sections: InlineArray<15, Int32>
  /// Their memory, then a row each of the hop's mains, muscle and conditioned power.
  private var memory: InlineArray<384, Int64>
  /// A row of the lowest values and one of the highest, since the present eighth of a second began.
  private var range: InlineArray<64, Int32>
  /// The same of the hop before it.
  private var hopRange: InlineArray<64, Int32>
  /// Input samples of an eighth of a second, and how many of the present one are there.
  private let blockSamples: UInt32
  private var blockPosition: UInt32
  /// What the hop has of all channels alike, and by channel what is known about the electrodes.
  private var samples: UInt32
  private var conditionedSamples: UInt32
  private var marks: PerChannel<HopMarks>
  /// By channel: eighths of a second in a row, up to the newest, that were still with half of the montage.
  private var stillRun: PerChannel<UInt8>
  /// The same of those that stand at the converter's rail.
  private var railRun: PerChannel<UInt8>
  /// The last hops, 32 channels for each.
  private var hops: InlineArray<1024, HopStatistics>
  private var nextHop: Int
  private var hopCount: Int
  /// The defects of each channel's signal in the window's hops, as far as there are any.
  private(set) var window: PerChannel<Quality>
  /// Mains power in the window, and the channels on which it stands alone: a line, and more than is left after
  /// conditioning.
  private(set) var mains: PerChannel<UInt64>
  private(set) var lines: ChannelMask
  /// The channels on which the window, or one of its two newest hops, has more mains than electrodes on a head pick up.
  private(set) var hangs: ChannelMask

  /// Takes detectors and thresholds of a checked design.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    channelCount = Int(design.channelCount)
    hopsPerWindow = Int(design.windowSamples / design.hopSamples)
    self.design = design.quality
    sections = InlineArray(repeating: 0)
    memory = InlineArray(repeating: 0)
    range = InlineArray(repeating: 0)
    hopRange = InlineArray(repeating: 0)
    blockSamples = max(1, design.inputRate.numerator / design.inputRate.denominator / 8)
    blockPosition = 0
    samples = 0
    conditionedSamples = 0
    marks = InlineArray(repeating: HopMarks())
    stillRun = InlineArray(repeating: 0)
    railRun = InlineArray(repeating: 0)
    hops = InlineArray(repeating: HopStatistics())
    nextHop = 0
    hopCount = 0
    window = InlineArray(repeating: .unknown)
    mains = InlineArray(repeating: 0)
    lines = ChannelMask()
    hangs = ChannelMask()
    var numbers = sections.mutableSpan
    for index in 0..<2 { design.quality.mains[index].write(at: index, to: &numbers) }
    design.quality.muscle.write(at: 2, to: &numbers)
    beginHop()
  }

  /// Forgets all hops, as after a gap.
  mutating func reset() {
    beginHop()
    nextHop = 0
    hopCount = 0
  }

  private mutating func beginHop() {
    samples = 0
    conditionedSamples = 0
    blockPosition = 0
    for channel in 0..<Limits.channels {
      memory[QualityMeter.mainsPower + channel] = 0
      memory[QualityMeter.musclePower + channel] = 0
      memory[QualityMeter.conditionedPower + channel] = 0
      range[channel] = .max
      range[Limits.channels + channel] = .min
      hopRange[channel] = .max
      hopRange[Limits.channels + channel] = .min
      marks[channel] = HopMarks()
    }
  }

  /// Starts one channel's detectors as if `value` had been there for ever.
  mutating func settle(channel: Int, at value: Int32) {
    var memory = memory.mutableSpan
    for index in 0..<3 {
      let section = Biquad(at: index, of: sections.span)
      SectionMemory.settle(section, &memory, at: index * SectionMemory.count + channel, input: value)
    }
  }

  /// Takes one derived sample of every channel, at the input rate.
  mutating func step(_ values: Span<Int32>) {
    samples &+= 1
    let mainsCount = Int(design.mainsCount)
    var memory = memory.mutableSpan
    var range = range.mutableSpan
    if lanes.isReference {
      QualityMeter.step(
        sections.span, mains: mainsCount, &memory, &range, values, channels: channelCount)
    } else {
      lanes.addInterference(
        sections.span, mains: mainsCount, memory: &memory, range: &range, values: values, channels: channelCount)
    }
    blockPosition &+= 1
    if blockPosition == blockSamples { endBlock() }
  }

  /// Looks where half of a montage was still at once: an EEG is not, a connection that comes and goes is.
  private mutating func endBlock() {
    blockPosition = 0
    var still = ChannelMask()
    for channel in 0..<channelCount {
      let span = Int64(range[Limits.channels + channel]) &- Int64(range[channel])
      if span < EEGLimits.stillSpan { still[channel] = true }
    }
    foldRange()
    let isTogether = channelCount >= EEGLimits.montageChannels && 2 * still.count >= channelCount
    for channel in 0..<channelCount {
      let isStill = isTogether && still[channel] && marks[channel].isSilent
      if isStill { marks[channel].still &+= 1 }
      stillRun[channel] = isStill ? min(stillRun[channel] &+ 1, EEGLimits.goneBlocks) : 0
      // A seizure's peaks clip, but not for so long on half of a montage at once.
      let isAtRail = isTogether && still[channel] && marks[channel].saturated >= blockSamples
      railRun[channel] = isAtRail ? min(railRun[channel] &+ 1, EEGLimits.goneBlocks) : 0
    }
  }

  /// Adds the range of the present eighth of a second to the hop's.
  private mutating func foldRange() {
    for channel in 0..<channelCount {
      let high = Limits.channels + channel
      hopRange[channel] = min(hopRange[channel], range[channel])
      hopRange[high] = max(hopRange[high], range[high])
      range[channel] = .max
      range[high] = .min
    }
  }

  /// The reference.
  private static func step(
    _ sections: Span<Int32>, mains: Int, _ memory: inout MutableSpan<Int64>, _ range: inout MutableSpan<Int32>,
    _ values: Span<Int32>, channels: Int
  ) {
    for channel in 0..<channels {
      let value = values[channel]
      var rest = value
      for index in 0..<mains {
        let section = Biquad(at: index, of: sections)
        let found = SectionMemory.step(section, &memory, at: index * SectionMemory.count + channel, rest)
        rest = FixedPoint.clamped(Int64(rest) &- Int64(found))
        memory[mainsPower + channel] &+= FixedPoint.square(found)
      }
      let muscle = Biquad(at: 2, of: sections)
      let found = SectionMemory.step(muscle, &memory, at: 2 * SectionMemory.count + channel, rest)
      memory[musclePower + channel] &+= FixedPoint.square(found)
      range[channel] = min(range[channel], value)
      range[Limits.channels + channel] = max(range[Limits.channels + channel], value)
    }
  }

  /// Takes what is known about the electrodes at the sample just taken; needed only where there is something.
  mutating func mark(saturated: ChannelMask, leadOff: ChannelMask, invalid: ChannelMask) {
    for channel in 0..<channelCount {
      if saturated[channel] { marks[channel].saturated &+= 1 }
      if leadOff[channel] { marks[channel].leadOff &+= 1 }
      if invalid[channel] { marks[channel].invalid &+= 1 }
    }
  }

  /// Takes one conditioned sample of every channel, at the model's rate.
  mutating func stepConditioned(_ values: Span<Int32>) {
    conditionedSamples &+= 1
    var memory = memory.mutableSpan
    let first = QualityMeter.conditionedPower
    if lanes.isReference {
      for channel in 0..<channelCount { memory[first + channel] &+= FixedPoint.square(values[channel]) }
    } else {
      lanes.addPower(&memory, at: first, values: values, channels: channelCount)
    }
  }

  /// Ends a hop and judges the window that ends with it.
  mutating func endHop() {
    keepHop()
    beginHop()
    nextHop = nextHop + 1 == hopsPerWindow ? 0 : nextHop + 1
    hopCount = min(hopCount + 1, hopsPerWindow)
    for channel in 0..<channelCount {
      let (total, flatHops) = QualityMeter.sum(
        hops.span, count: hopCount, channel: channel, flatSpan: design.flatSpan)
      window[channel] = judge(total, flatHops: flatHops, isGone: stillRun[channel] == EEGLimits.goneBlocks)
      if railRun[channel] == EEGLimits.goneBlocks { window[channel] = window[channel].union(.saturated) }
      noteLine(total, channel: channel)
      hangs[channel] = mains[channel] > EEGLimits.mainsLimit || hasMuchMains(channel)
    }
  }

  /// Keeps what the hop has added up.
  private mutating func keepHop() {
    foldRange()
    let (memory, range, marks) = (memory.span, hopRange.span, marks.span)
    var hops = hops.mutableSpan
    for channel in 0..<channelCount {
      hops[nextHop * Limits.channels + channel] = HopStatistics(
        samples: samples, conditionedSamples: conditionedSamples, saturated: marks[channel].saturated,
        leadOff: marks[channel].leadOff, invalid: marks[channel].invalid, still: marks[channel].still,
        lowest: range[channel],
        highest: range[Limits.channels + channel],
        mains: UInt64(bitPattern: memory[QualityMeter.mainsPower + channel]),
        muscle: UInt64(bitPattern: memory[QualityMeter.musclePower + channel]),
        conditioned: UInt64(bitPattern: memory[QualityMeter.conditionedPower + channel]))
    }
  }

  private func judge(_ total: HopStatistics, flatHops: Int, isGone: Bool) -> Quality {
    guard total.samples > 0 else { return .unknown }
    var quality = Quality.good
    if total.still >= EEGLimits.stillBlocks {
      // What is still for half of the time, or is so now, does not come and go: nothing is there.
      let isNothing = isGone || 2 * UInt64(total.still) * UInt64(blockSamples) >= UInt64(total.samples)
      quality = quality.union(isNothing ? .weak : .pulses)
    }
    if 2 * flatHops >= hopCount { quality = quality.union(.flat) }
    if total.exceeds(total.saturated, permille: design.saturatedPermille) { quality = quality.union(.saturated) }
    if total.exceeds(total.leadOff, permille: design.leadOffPermille) { quality = quality.union(.leadOff) }
    if total.exceeds(total.invalid, permille: design.invalidPermille) { quality = quality.union(.invalid) }
    return quality.union(interference(total))
  }

  private mutating func noteLine(_ total: HopStatistics, channel: Int) {
    mains[channel] = total.samples == 0 ? 0 : total.mains / UInt64(total.samples)
    let muscle = total.samples == 0 ? 0 : total.muscle / UInt64(total.samples)
    let conditioned = total.conditionedSamples == 0 ? 0 : total.conditioned / UInt64(total.conditionedSamples)
    lines[channel] = muscle < mains[channel] >> 2 && mains[channel] > conditioned
  }

  /// Whether one of the two newest hops has more mains than electrodes on a head pick up.
  private mutating func hasMuchMains(_ channel: Int) -> Bool {
    var place = nextHop
    for _ in 0..<min(2, hopCount) {
      place = (place == 0 ? hopsPerWindow : place) - 1
      let index = place * Limits.channels + channel
      if hops[index].mains > EEGLimits.mainsLimit &* UInt64(hops[index].samples) { return true }
    }
    return false
  }

  /// Everything the window's hops have added up on one channel, and how many of them are flat.
  ///
  /// Takes a span, not self: the compiler would copy all hops to read them through a borrowed self.
  private static func sum(
    _ hops: Span<HopStatistics>, count: Int, channel: Int, flatSpan: UInt32
  ) -> (total: HopStatistics, flatHops: Int) {
    var total = HopStatistics()
    var flatHops = 0
    for hop in 0..<count {
      let part = hops[hop * Limits.channels + channel]
      total.add(part)
      if part.isFlat(below: flatSpan) { flatHops += 1 }
    }
    return (total, flatHops)
  }

  private func interference(_ total: HopStatistics) -> Quality {
    guard total.conditionedSamples > 0 else { return .good }
    let conditioned = total.conditioned / UInt64(total.conditionedSamples)
    let mains = total.mains / UInt64(total.samples)
    let muscle = total.muscle / UInt64(total.samples)
    var quality = Quality.good
    // Mean squares are below 2^47 and ratios at most 2^16.
    if mains > UInt64(design.mainsFloor) && mains << 8 > UInt64(design.mainsRatio) * conditioned {
      quality = quality.union(.mains)
    }
    // Mains whose frequency is off by up to 2.5 % leaves a sixth of its power to the muscle detector.
    let isMainsLeft = muscle < mains >> 2
    if muscle > UInt64(design.muscleFloor) && muscle << 8 > UInt64(design.muscleRatio) * conditioned && !isMainsLeft {
      quality = quality.union(.muscle)
    }
    return quality
  }
}

extension HopStatistics {
  /// Adds another hop's sums.
  mutating func add(_ other: HopStatistics) {
    samples &+= other.samples
    conditionedSamples &+= other.conditionedSamples
    saturated &+= other.saturated
    leadOff &+= other.leadOff
    invalid &+= other.invalid
    still &+= other.still
    mains &+= other.mains
    muscle &+= other.muscle
    conditioned &+= other.conditioned
  }

  /// Whether `count` of the samples is more than `permille` thousandths.
  func exceeds(_ count: UInt32, permille: UInt16) -> Bool {
    UInt64(count) * 1000 > UInt64(permille) * UInt64(samples)
  }
}
