/// Finds the heart's beats in an ECG, in whole numbers.
///
/// After Pan and Tompkins (IEEE Transactions on Biomedical Engineering 32(3):230-236, 1985): band-pass, square, moving
/// mean, thresholds between the running levels of beats and of what lies between, search back where a beat is late, no
/// second beat within 230 ms, and no T wave for one within 360 ms. The band-pass is two moving means (zeros near 50 and
/// 60 Hz) and a second difference (largest at 14 Hz, 0 for what is steady or drifts evenly): no filter of it rings or
/// drifts. Levels are amplitudes, so that one artefact does not deafen it.
struct QRSDetector: Sendable {
  /// Samples per second that it can work with.
  static let rates: ClosedRange<UInt32> = 80...400
  /// Root mean square of the band-passed ECG, in quarters of a microvolt, below which nothing is a beat: 20 microvolt.
  private static let floor: Int64 = 80
  /// Samples are bounded to 32 mV, in quarters of a microvolt.
  private static let bound: Int32 = 1 << 17
  /// Intervals that a rate is made of.
  private static let intervalCount = 8

  // Lengths in samples.
  private let firstMean: Int
  private let secondMean: Int
  private let difference: Int
  private let meanSamples: Int
  private let settleSamples: Int
  private let leastInterval: Int
  private let tWaveInterval: Int
  private let learnSamples: Int
  private let longestSilence: Int

  // The last 64 samples of each stage.
  private var samples: InlineArray<64, Int32> = InlineArray(repeating: 0)
  private var means: InlineArray<64, Int32> = InlineArray(repeating: 0)
  private var smooth: InlineArray<64, Int32> = InlineArray(repeating: 0)
  private var squares: InlineArray<64, Int64> = InlineArray(repeating: 0)
  private var firstSum: Int32 = 0
  private var secondSum: Int32 = 0
  private var squareSum: Int64 = 0
  private var place = 0
  private var isStarted = false

  /// Samples since it began to learn, and since the newest beat; both stop at `longestSilence`, which begins it anew.
  private var learned = 0
  private var sinceBeat = 0
  private var hasBeat = false
  /// The largest value since the last was decided, and its age.
  private var peak: Int64 = 0
  private var peakAge = 0
  /// The smallest value since the newest beat.
  private var least = Int64.max
  /// Running levels of beats and of what lies between.
  private var beatLevel: Int64 = 0
  private var restLevel: Int64 = 0
  private var newestLevel: Int64 = 0
  /// The largest peak since the newest beat that was none, and how long before now it was.
  private var missedLevel: Int64 = 0
  private var missedAge = 0
  /// The newest intervals between beats, in samples, and what was left of each beat's amplitude before it, in
  /// hundredths.
  private var intervals: InlineArray<8, Int32> = InlineArray(repeating: 0)
  private var rests: InlineArray<8, Int32> = InlineArray(repeating: 0)
  private var intervalTotal = 0

  /// Creates a detector for so many samples per second, within `rates`.
  init(hertz: UInt32) {
    let hertz = Int(min(max(hertz, QRSDetector.rates.lowerBound), QRSDetector.rates.upperBound))
    firstMean = (hertz + 25) / 50
    secondMean = (hertz + 30) / 60
    difference = (36 * hertz + 500) / 1000
    meanSamples = (80 * hertz + 500) / 1000
    settleSamples = hertz / 5
    leastInterval = 230 * hertz / 1000
    tWaveInterval = 360 * hertz / 1000
    learnSamples = 5 * hertz / 2
    longestSilence = 3 * hertz
  }

  /// Forgets everything, as after a gap.
  mutating func reset() {
    isStarted = false
    learn()
  }

  /// Begins to learn how large a beat is; until then there are none.
  private mutating func learn() {
    (learned, sinceBeat, hasBeat) = (0, 0, false)
    (beatLevel, restLevel, missedLevel) = (0, 0, 0)
    (peak, peakAge, intervalTotal) = (0, 0, 0)
    least = .max
  }

  /// Takes a sample.
  ///
  /// - Parameter value: In 2^-8 microvolt.
  /// - Returns: How many samples ago a beat was that is known of now; nil if there is none.
  mutating func step(_ value: Int32) -> Int? {
    let value = QRSDetector.quarters(value)
    if !isStarted { start(at: value) }
    let energy = filter(value)
    sinceBeat &+= 1
    missedAge &+= 1
    learned &+= 1
    least = min(least, energy)
    if energy > peak { (peak, peakAge) = (energy, 0) } else { peakAge &+= 1 }
    var beat: Int?
    if peakAge >= settleSamples {
      beat = decide(QRSDetector.root(peak), age: peakAge)
      (peak, peakAge) = (0, 0)
    }
    if beat == nil { beat = watch() }
    return beat
  }

  /// A sample in quarters of a microvolt.
  private static func quarters(_ value: Int32) -> Int32 { min(max(value >> 6, -bound), bound) }

  /// Fills all stages as if the value had been there for ever.
  private mutating func start(at value: Int32) {
    firstSum = value &* Int32(firstMean)
    secondSum = firstSum &* Int32(secondMean)
    squareSum = 0
    for index in 0..<64 { (samples[index], means[index]) = (value, firstSum) }
    for index in 0..<64 { (smooth[index], squares[index]) = (secondSum, 0) }
    isStarted = true
  }

  /// The mean square of the band-passed signal over the last 80 ms. No sum overflows: the second difference is at most
  /// 4 · 7 · 8 · 2^17, so its square in quarters of a microvolt at most 2^38.
  private mutating func filter(_ value: Int32) -> Int64 {
    firstSum = firstSum &+ value &- samples[back(firstMean)]
    samples[place] = value
    secondSum = secondSum &+ firstSum &- means[back(secondMean)]
    means[place] = firstSum
    let bend = secondSum &- 2 &* smooth[back(difference)] &+ smooth[back(2 * difference)]
    smooth[place] = secondSum
    let scaled = Int64(bend / Int32(firstMean &* secondMean))
    squareSum = squareSum &+ scaled &* scaled &- squares[back(meanSamples)]
    squares[place] = scaled &* scaled
    place = (place &+ 1) & 63
    return squareSum / Int64(meanSamples)
  }

  private func back(_ count: Int) -> Int { (place &- count) & 63 }

  /// Judges a peak that nothing larger followed.
  private mutating func decide(_ level: Int64, age: Int) -> Int? {
    // While a step of the start still passes the filters, and while it learns, nothing is a beat.
    if beatLevel == 0 {
      if learned > 2 &* settleSamples { newestLevel = max(newestLevel, level) }
      return nil
    }
    let since = sinceBeat &- age
    let isTWave = hasBeat && since < tWaveInterval && 2 &* level < newestLevel
    if hasBeat && since < leastInterval { return nil }
    if level > threshold && !isTWave { return take(level, age: age, share: 8) }
    restLevel += (level - restLevel) / 8
    if level > missedLevel && !isTWave { (missedLevel, missedAge) = (level, age) }
    return nil
  }

  private var threshold: Int64 { max(QRSDetector.floor, restLevel + (beatLevel - restLevel) * 3 / 10) }

  /// Ends the learning, looks back for a beat that is late, and learns anew where none comes.
  private mutating func watch() -> Int? {
    if beatLevel == 0 {
      if learned >= learnSamples { endLearning() }
      return nil
    }
    let typical = typicalInterval
    if hasBeat && typical > 0 && 100 &* sinceBeat > 166 &* typical && missedLevel > QRSDetector.floor
      && 2 &* missedLevel > threshold
    {
      return take(missedLevel, age: missedAge, share: 4)
    }
    if sinceBeat >= longestSilence {
      newestLevel = 0
      learn()
    }
    return nil
  }

  private mutating func endLearning() {
    let level = newestLevel
    newestLevel = 0
    learn()
    guard level >= QRSDetector.floor else { return }
    (beatLevel, restLevel) = (level, level / 8)
  }

  /// Takes a beat.
  private mutating func take(_ level: Int64, age: Int, share: Int64) -> Int {
    let bounded = min(level, 2 * beatLevel)
    beatLevel = max(1, beatLevel + (bounded - beatLevel) / share)
    newestLevel = level
    if hasBeat {
      let slot = intervalTotal % QRSDetector.intervalCount
      intervals[slot] = Int32(truncatingIfNeeded: sinceBeat &- age)
      rests[slot] = Int32(truncatingIfNeeded: 100 * QRSDetector.root(least) / max(1, level))
      intervalTotal &+= 1
    }
    (sinceBeat, hasBeat, missedLevel) = (age, true, 0)
    least = .max
    return age
  }

  private var knownIntervals: Int { min(intervalTotal, QRSDetector.intervalCount) }

  private var typicalInterval: Int {
    guard knownIntervals > 0 else { return 0 }
    var sum = 0
    for index in 0..<knownIntervals { sum &+= Int(intervals[index]) }
    return sum / knownIntervals
  }

  /// The middle half of the last intervals, so that an extra beat or one that was missed does not count.
  ///
  /// - Returns: Their sum in samples and their number; nil where it cannot be judged: too few beats, or what was found
  ///   does not stand out from what lies between as beats do.
  var middle: (samples: UInt32, count: UInt32)? {
    let known = knownIntervals
    guard known >= 5, beatLevel >= 2 * restLevel else { return nil }
    var sorted = intervals
    var rest: Int32 = 0
    for index in 0..<known {
      rest &+= rests[index]
      var at = index
      while at > 0 && sorted[at - 1] > sorted[at] {
        sorted.swapAt(at - 1, at)
        at -= 1
      }
    }
    let (first, last) = (known / 4, known - known / 4 - 1)
    rest /= Int32(known)
    // Between the beats of a heart there is next to nothing, or the beats follow each other evenly; noise has neither.
    let isEven = 8 * (sorted[last] - sorted[first]) <= sorted[first]
    guard rest <= 12 || rest <= 22 && isEven else { return nil }
    var sum: UInt32 = 0
    for index in first...last { sum &+= UInt32(clamping: sorted[index]) }
    return sum > 0 ? (sum, UInt32(last - first + 1)) : nil
  }

  /// The whole part of a square root; of a number below 2^40.
  private static func root(_ value: Int64) -> Int64 {
    var (rest, root, bit) = (max(0, value), Int64(0), Int64(1) << 40)
    while bit > 0 {
      if rest >= root &+ bit {
        rest &-= root &+ bit
        root = root >> 1 &+ bit
      } else {
        root >>= 1
      }
      bit >>= 2
    }
    return root
  }
}
