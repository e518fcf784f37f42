import Vocabulary

/// Watches every channel at the input rate, where mains and muscle activity can still be seen, hop by hop; a window's
/// quality is that of its hops together.
struct QualityMeter: ~Copyable {
  private let channelCount: Int
  private let hopsPerWindow: Int
  private let design: QualityDesign
  private var mains: InlineArray<2, PerChannel<BiquadState>>
  private var muscle: PerChannel<BiquadState>
  private var current: PerChannel<HopStatistics>
  /// The last hops, 32 channels for each.
  private var hops: InlineArray<1024, HopStatistics>
  private var nextHop: Int
  private var hopCount: Int
  /// The defects of each channel's signal in the window's hops, as far as there are any.
  private(set) var window: PerChannel<Quality>

  /// Takes detectors and thresholds of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    hopsPerWindow = Int(design.windowSamples / design.hopSamples)
    self.design = design.quality
    mains = InlineArray(repeating: InlineArray(repeating: BiquadState()))
    muscle = InlineArray(repeating: BiquadState())
    current = InlineArray(repeating: HopStatistics())
    hops = InlineArray(repeating: HopStatistics())
    nextHop = 0
    hopCount = 0
    window = InlineArray(repeating: .unknown)
  }

  /// Forgets all hops, as after a gap.
  mutating func reset() {
    for channel in 0..<channelCount { current[channel] = HopStatistics() }
    nextHop = 0
    hopCount = 0
  }

  /// Starts one channel's detectors as if `value` had been there for ever.
  mutating func settle(channel: Int, at value: Int32) {
    for index in 0..<Int(design.mainsCount) { mains[index][channel] = BiquadState(input: value) }
    muscle[channel] = BiquadState(input: value)
  }

  /// Takes one derived sample of every channel, at the input rate.
  mutating func step(_ values: borrowing PerChannel<Int32>) {
    let mainsCount = Int(design.mainsCount)
    let muscleSection = design.muscle
    var current = current.mutableSpan
    for channel in 0..<channelCount {
      let value = values[channel]
      var rest = value
      var mainsPower: UInt64 = 0
      for index in 0..<mainsCount {
        let found = mains[index][channel].step(rest, design.mains[index])
        rest = FixedPoint.clamped(Int64(rest) &- Int64(found))
        mainsPower &+= FixedPoint.square(found)
      }
      let muscleFound = muscle[channel].step(rest, muscleSection)
      current[channel].mains &+= mainsPower
      current[channel].muscle &+= FixedPoint.square(muscleFound)
      current[channel].samples &+= 1
      current[channel].lowest = min(current[channel].lowest, value)
      current[channel].highest = max(current[channel].highest, value)
    }
  }

  /// Takes what is known about the electrodes at the sample just taken; needed only where there is something.
  mutating func mark(saturated: ChannelMask, leadOff: ChannelMask, invalid: ChannelMask) {
    for channel in 0..<channelCount {
      if saturated[channel] { current[channel].saturated &+= 1 }
      if leadOff[channel] { current[channel].leadOff &+= 1 }
      if invalid[channel] { current[channel].invalid &+= 1 }
    }
  }

  /// Takes one conditioned sample of every channel, at the model's rate.
  mutating func stepConditioned(_ values: borrowing PerChannel<Int32>) {
    var current = current.mutableSpan
    for channel in 0..<channelCount {
      current[channel].conditioned &+= FixedPoint.square(values[channel])
      current[channel].conditionedSamples &+= 1
    }
  }

  /// Ends a hop and judges the window that ends with it.
  mutating func endHop() {
    for channel in 0..<channelCount {
      hops[nextHop * Limits.channels + channel] = current[channel]
      current[channel] = HopStatistics()
    }
    nextHop = nextHop + 1 == hopsPerWindow ? 0 : nextHop + 1
    hopCount = min(hopCount + 1, hopsPerWindow)
    for channel in 0..<channelCount {
      let (total, flatHops) = QualityMeter.sum(
        hops.span, count: hopCount, channel: channel, flatSpan: design.flatSpan)
      window[channel] = judge(total, flatHops: flatHops)
    }
  }

  private func judge(_ total: HopStatistics, flatHops: Int) -> Quality {
    guard total.samples > 0 else { return .unknown }
    var quality = Quality.good
    if 2 * flatHops >= hopCount { quality = quality.union(.flat) }
    if total.exceeds(total.saturated, permille: design.saturatedPermille) { quality = quality.union(.saturated) }
    if total.exceeds(total.leadOff, permille: design.leadOffPermille) { quality = quality.union(.leadOff) }
    if total.exceeds(total.invalid, permille: design.invalidPermille) { quality = quality.union(.invalid) }
    return quality.union(interference(total))
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
    mains &+= other.mains
    muscle &+= other.muscle
    conditioned &+= other.conditioned
  }

  /// Whether `count` of the samples is more than `permille` thousandths.
  func exceeds(_ count: UInt32, permille: UInt16) -> Bool {
    UInt64(count) * 1000 > UInt64(permille) * UInt64(samples)
  }
}
