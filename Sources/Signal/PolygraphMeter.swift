import Vocabulary

/// Watches the inputs that are no EEG, at the input rate, and keeps a value of each for every second: the heart's rate
/// of an ECG, a muscle's power of an EMG. A second that cannot be judged has none.
struct PolygraphMeter: ~Copyable {
  /// Seconds that are kept: those before an event and those after it.
  static let keptSeconds = 128
  /// Stands for a second that cannot be judged.
  static let unknown = UInt32.max
  /// The heart's rates that are believed, in beats a minute.
  static let heartRates: ClosedRange<UInt32> = 20...250

  /// How many inputs are watched.
  let count: Int
  private let inputs: InlineArray<4, PolygraphInput>
  private let inputRate: Rate
  /// Input samples that may be without a trustworthy value before a signal is begun anew.
  private let holdLimit: UInt32

  // The heart: so many input samples are made one, by their mean.
  private let decimation: UInt32
  private var heart: QRSDetector
  private var decimated: Int64 = 0
  private var decimatedCount: UInt32 = 0

  // Muscles: two mains detectors, taken off, and the muscle detector of the EEG's quality.
  private let mainsCount: Int
  private var sections: InlineArray<15, Int32>
  private var memory: InlineArray<288, Int64>
  private var powers: InlineArray<4, Int64> = InlineArray(repeating: 0)

  /// Input samples in a row without a trustworthy value, up to `holdLimit`.
  private var untrusted: InlineArray<4, UInt32>
  /// Whether a second's value is in doubt, and whether a signal is to begin anew.
  private var doubtful: InlineArray<4, Bool> = InlineArray(repeating: true)
  private var begins: InlineArray<4, Bool> = InlineArray(repeating: true)
  // The second that runs: its samples, and `inputRate.denominator` for each.
  private var samples: UInt32 = 0
  private var phase: UInt64 = 0
  /// Values by signal and second, `keptSeconds` for each.
  private var values: InlineArray<512, UInt32> = InlineArray(repeating: PolygraphMeter.unknown)
  /// Seconds so far, lost ones included.
  private(set) var seconds: UInt64 = 0

  /// Takes the inputs of a checked design.
  init(_ design: borrowing SignalDesign) {
    count = Int(design.polygraphCount)
    inputs = design.polygraph
    inputRate = design.inputRate
    holdLimit = design.quality.holdLimit
    let hertz = design.inputRate.numerator / design.inputRate.denominator
    decimation = max(1, hertz / 200)
    heart = QRSDetector(hertz: hertz / max(1, hertz / 200))
    mainsCount = Int(design.quality.mainsCount)
    sections = InlineArray(repeating: 0)
    memory = InlineArray(repeating: 0)
    untrusted = InlineArray(repeating: design.quality.holdLimit)
    var numbers = sections.mutableSpan
    for index in 0..<2 { design.quality.mains[index].write(at: index, to: &numbers) }
    design.quality.muscle.write(at: 2, to: &numbers)
  }

  /// What a signal is.
  ///
  /// - Parameter signal: Its index, below `count`.
  /// - Returns: The input.
  func input(_ signal: Int) -> PolygraphInput { inputs[signal] }

  /// Begins anew after a start or a gap.
  ///
  /// - Parameter lostSamples: Samples lost; nil where their number is not known.
  @inline(never)
  mutating func begin(lostSamples: UInt64?) {
    for signal in 0..<count { (begins[signal], doubtful[signal]) = (true, true) }
    let lost = lostSamples.map { lost -> UInt64 in
      // Seconds past those that are kept are all unknown alike.
      let product = lost.multipliedReportingOverflow(by: UInt64(inputRate.denominator))
      return product.overflow ? .max : product.partialValue / UInt64(inputRate.numerator)
    }
    for _ in 0..<min(lost ?? .max, UInt64(PolygraphMeter.keptSeconds)) { endSecond() }
  }

  /// Takes a sample of every input.
  ///
  /// - Parameters:
  ///   - microvolts: Each input's value in 2^-8 microvolt, the last good one where the newest is not to be trusted.
  ///   - doubt: Inputs whose newest sample is not to be trusted, at a limit, or whose electrode is off.
  @inline(never)
  mutating func step(_ microvolts: Span<Int32>, doubt: ChannelMask) {
    for signal in 0..<count {
      let input = Int(inputs[signal].input)
      if doubt[input] {
        untrusted[signal] = min(untrusted[signal] &+ 1, holdLimit)
        if untrusted[signal] == holdLimit { (begins[signal], doubtful[signal]) = (true, true) }
      } else {
        untrusted[signal] = 0
      }
      if inputs[signal].role == .ecg {
        stepHeart(signal, microvolts[input])
      } else {
        stepMuscle(signal, microvolts[input])
      }
    }
    samples &+= 1
    phase &+= UInt64(inputRate.denominator)
    if phase >= UInt64(inputRate.numerator) {
      phase -= UInt64(inputRate.numerator)
      endSecond()
    }
  }

  private mutating func stepHeart(_ signal: Int, _ value: Int32) {
    if begins[signal] && untrusted[signal] == 0 {
      heart.reset()
      (decimated, decimatedCount, begins[signal]) = (0, 0, false)
    }
    guard !begins[signal] else { return }
    decimated &+= Int64(value)
    decimatedCount &+= 1
    guard decimatedCount == decimation else { return }
    _ = heart.step(Int32(truncatingIfNeeded: decimated / Int64(decimation)))
    (decimated, decimatedCount) = (0, 0)
  }

  private mutating func stepMuscle(_ signal: Int, _ value: Int32) {
    var memory = memory.mutableSpan
    if begins[signal] && untrusted[signal] == 0 {
      begins[signal] = false
      for index in 0..<3 {
        let section = Biquad(at: index, of: sections.span)
        SectionMemory.settle(section, &memory, at: index * SectionMemory.count + signal, input: value)
      }
    }
    guard !begins[signal] else { return }
    var rest = value
    for index in 0..<mainsCount {
      let section = Biquad(at: index, of: sections.span)
      let found = SectionMemory.step(section, &memory, at: index * SectionMemory.count + signal, rest)
      rest = FixedPoint.clamped(Int64(rest) &- Int64(found))
    }
    let found = SectionMemory.step(
      Biquad(at: 2, of: sections.span), &memory, at: 2 * SectionMemory.count + signal, rest)
    powers[signal] &+= FixedPoint.square(found)
  }

  private mutating func endSecond() {
    let slot = Int(seconds % UInt64(PolygraphMeter.keptSeconds))
    for signal in 0..<count {
      let value = inputs[signal].role == .ecg ? heartRate : power(signal)
      values[signal * PolygraphMeter.keptSeconds + slot] = doubtful[signal] ? PolygraphMeter.unknown : value
      doubtful[signal] = begins[signal]
      powers[signal] = 0
    }
    samples = 0
    seconds &+= 1
  }

  /// Beats a minute.
  private var heartRate: UInt32 {
    guard let (span, count) = heart.middle else { return PolygraphMeter.unknown }
    let seconds = UInt64(span) * UInt64(decimation) * UInt64(inputRate.denominator)
    let rate = (60 * UInt64(count) * UInt64(inputRate.numerator) + seconds / 2) / seconds
    return UInt32(exactly: rate).flatMap { PolygraphMeter.heartRates.contains($0) ? $0 : nil }
      ?? PolygraphMeter.unknown
  }

  /// A muscle's mean square in 2^-8 square microvolt, clamped; what does not move at all is no muscle.
  private func power(_ signal: Int) -> UInt32 {
    guard powers[signal] > 0 && samples > 0 else { return PolygraphMeter.unknown }
    let mean = powers[signal] / Int64(samples)
    return UInt32(min(mean >> 8, Int64(PolygraphMeter.unknown) - 1))
  }

  /// What a signal was over some seconds.
  ///
  /// - Parameters:
  ///   - signal: Its index, below `count`.
  ///   - ago: Seconds between the newest and the last of them.
  ///   - length: How many seconds.
  /// - Returns: The seconds that could be judged, with their median, lowest and highest value.
  @inline(never)
  func stretch(_ signal: Int, ago: Int, length: Int) -> PolygraphStretch {
    var sorted = InlineArray<128, UInt32>(repeating: 0)
    var known = 0
    let kept = Int(min(seconds, UInt64(PolygraphMeter.keptSeconds)))
    let values = values.span
    let newest = Int(seconds % UInt64(PolygraphMeter.keptSeconds)) + PolygraphMeter.keptSeconds - 1
    for age in ago..<max(ago, min(ago + length, kept)) {
      let place = (newest - age) % PolygraphMeter.keptSeconds
      let value = values[signal * PolygraphMeter.keptSeconds + place]
      guard value != PolygraphMeter.unknown else { continue }
      var at = known
      while at > 0 && sorted[at - 1] > value {
        sorted[at] = sorted[at - 1]
        at -= 1
      }
      sorted[at] = value
      known += 1
    }
    guard known > 0 else { return PolygraphStretch() }
    return PolygraphStretch(
      seconds: UInt16(known), median: sorted[known / 2], lowest: sorted[0], highest: sorted[known - 1])
  }
}
