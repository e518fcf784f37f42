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
  private var hops: InlineArray<32, PerChannel<HopStatistics>>
  private var nextHop: Int
  private var hopCount: Int

  /// Takes detectors and thresholds of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    hopsPerWindow = Int(design.windowSamples / design.hopSamples)
    self.design = design.quality
    mains = InlineArray(repeating: InlineArray(repeating: BiquadState()))
    muscle = InlineArray(repeating: BiquadState())
    current = InlineArray(repeating: HopStatistics())
    hops = InlineArray(repeating: InlineArray(repeating: HopStatistics()))
    nextHop = 0
    hopCount = 0
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

  /// Ends a hop.
  mutating func endHop() {
    for channel in 0..<channelCount {
      hops[nextHop][channel] = current[channel]
      current[channel] = HopStatistics()
    }
    nextHop = nextHop + 1 == hopsPerWindow ? 0 : nextHop + 1
    hopCount = min(hopCount + 1, hopsPerWindow)
  }

  /// The defects of one channel's signal in the window's hops, as far as there are any.
  func window(channel: Int) -> Quality {
    var total = HopStatistics()
    var flatHops = 0
    for hop in 0..<hopCount {
      let part = hops[hop][channel]
      total.add(part)
      if part.isFlat(below: design.flatSpan) { flatHops += 1 }
    }
    guard total.samples > 0 else { return .unknown }
    var quality = Quality.good
    if 2 * flatHops >= hopCount { quality = quality.union(.flat) }
    if total.exceeds(total.saturated, permille: design.saturatedPermille) { quality = quality.union(.saturated) }
    if total.exceeds(total.leadOff, permille: design.leadOffPermille) { quality = quality.union(.leadOff) }
    if total.exceeds(total.invalid, permille: design.invalidPermille) { quality = quality.union(.invalid) }
    return quality.union(interference(total))
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
    if muscle > UInt64(design.muscleFloor) && muscle << 8 > UInt64(design.muscleRatio) * conditioned {
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
