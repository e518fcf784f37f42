import Vocabulary

/// The last 16 s of conditioned samples of every channel, addressed by their index since the session's start.
struct SampleRing: ~Copyable {
  /// Stands for a sample that was lost; no conditioned sample has this value.
  static let missing = Int32.min

  /// Samples are kept in 24 bits, ±32.8 mV: what a clip in the log can hold, so that it holds exactly what a model saw.
  private static let lowest: Int32 = -(1 << 23)
  private static let highest: Int32 = (1 << 23) - 1

  private let channelCount: Int
  /// Kept with `missing` taken off by an exclusive or, so that what was never written is zeros: memory that costs
  /// nothing.
  private var storage: InlineArray<66_048, Int32>
  /// Where the next sample goes in each channel's ring.
  private var position: Int
  /// Index of the next sample.
  private(set) var end: UInt64

  /// An empty ring.
  init(channelCount: Int) {
    self.channelCount = channelCount
    storage = InlineArray(repeating: 0)
    position = 0
    end = 0
  }

  /// Goes on at `index`; samples between are missing. Bounded by the ring's size, however far the jump.
  mutating func skip(to index: UInt64) {
    let lost = Int(min(index &- end, UInt64(SignalLimits.ringSamples)))
    for _ in 0..<lost { appendMissing() }
    end = index
  }

  /// Takes one sample of every channel.
  mutating func push(_ values: Span<Int32>) {
    var storage = storage.mutableSpan
    var place = position
    for channel in 0..<channelCount {
      let kept = max(SampleRing.lowest, min(values[channel], SampleRing.highest))
      storage[place] = kept ^ SampleRing.missing
      place &+= SignalLimits.ringSamples
    }
    advance()
    end &+= 1
  }

  private mutating func appendMissing() {
    for channel in 0..<channelCount { storage[position + channel * SignalLimits.ringSamples] = 0 }
    advance()
  }

  private mutating func advance() {
    position = position &+ 1 == SignalLimits.ringSamples ? 0 : position &+ 1
  }

  /// A sample of one channel, the newest of age 1; at most as old as the ring is long.
  @inline(__always)
  func sample(channel: Int, age: Int) -> Int32 {
    let place = position &- age
    let row = channel &* SignalLimits.ringSamples
    return storage.span[row &+ (place < 0 ? place &+ SignalLimits.ringSamples : place)] ^ SampleRing.missing
  }

  /// Copies `count` samples of one channel to the start of `output`, the first of index `first`, oldest first.
  ///
  /// Samples that are lost, no longer held or not yet there read as `missing`.
  func copy(channel: Int, from first: UInt64, count: Int, into output: inout MutableSpan<Int32>) {
    let ring = storage.span.extracting(
      channel * SignalLimits.ringSamples..<(channel + 1) * SignalLimits.ringSamples)
    // How far back the first one lies; what is before the ring's oldest, or not yet there, is missing.
    let age = Int(min(end &- first, UInt64(Int32.max)))
    let lost = end &- first > UInt64(Int32.max) ? count : min(count, max(0, age - SignalLimits.ringSamples))
    let known = max(lost, min(count, age))
    for index in 0..<lost { output[index] = SampleRing.missing }
    for index in known..<count { output[index] = SampleRing.missing }
    let start = position - (age - lost)
    let place = start < 0 ? start + SignalLimits.ringSamples : start
    let straight = min(known - lost, SignalLimits.ringSamples - place)
    guard known > lost else { return }
    for index in 0..<straight { output[lost + index] = ring[place + index] ^ SampleRing.missing }
    for index in straight..<known - lost { output[lost + index] = ring[index - straight] ^ SampleRing.missing }
  }
}
