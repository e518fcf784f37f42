import Vocabulary

/// Third stage: from the input rate to the model's by a polyphase low-pass.
///
/// Output `k` is taken at the time of input `k · down / up`, on a grid counted from the session's start, so that a gap
/// shifts nothing; it is due with the last input not after that time.
struct Resampler: ~Copyable {
  private let channelCount: Int
  private let up: Int64
  private let down: Int64
  private let taps: Int
  private let coefficients: InlineArray<8192, Int32>
  /// Each channel's last `taps` inputs, as rings one after another.
  private var delays: InlineArray<32_768, Int32>
  /// Where the next input goes in each ring.
  private var position: Int
  /// From the newest input to the next output, in input periods divided by `up`; the output is due while less than `up`.
  private var distance: Int64
  /// Index of the next output since the session's start.
  private(set) var nextOutput: UInt64

  /// Takes the coefficients of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    up = Int64(design.resampler.up)
    down = Int64(design.resampler.down)
    taps = Int(design.resampler.taps)
    coefficients = design.resampler.coefficients
    delays = InlineArray(repeating: 0)
    position = 0
    distance = 0
    nextOutput = 0
  }

  /// Whether an output is due before the next input.
  @inline(__always)
  var isDue: Bool { distance < up }

  /// Index of the first output that is due with or after input `index`.
  func firstOutput(from index: UInt64) -> UInt64 {
    let (periods, rest) = index.quotientAndRemainder(dividingBy: UInt64(down))
    let numerator = rest &* UInt64(up)
    return periods &* UInt64(up) &+ (numerator &+ UInt64(down) &- 1) / UInt64(down)
  }

  /// Starts the grid anew, so that the next input has `index`.
  mutating func restart(at index: UInt64) {
    let numerator = (index % UInt64(down)) &* UInt64(up)
    let ahead = (numerator &+ UInt64(down) &- 1) / UInt64(down)
    nextOutput = firstOutput(from: index)
    distance = Int64(ahead &* UInt64(down)) &- Int64(numerator) &+ up
  }

  /// Fills one channel's delay line as if `value` had been there for ever.
  mutating func settle(channel: Int, at value: Int32) {
    var delays = delays.mutableSpan
    for index in channel * taps..<(channel + 1) * taps { delays[index] = value }
  }

  /// Takes one input of every channel.
  mutating func push(_ values: borrowing PerChannel<Int32>) {
    var delays = delays.mutableSpan
    var place = position
    for channel in 0..<channelCount {
      delays[place] = values[channel]
      place &+= taps
    }
    position = position &+ 1 == taps ? 0 : position &+ 1
    distance &-= up
  }

  /// Gives one output of every channel; only where one is due.
  mutating func pull(into outputs: inout PerChannel<Int32>) {
    let start = Int(distance) * taps
    let phase = coefficients.span.extracting(start..<start + taps)
    let older = phase.extracting(first: taps - position)
    let newer = phase.extracting(last: position)
    let delays = delays.span
    let half: Int64 = 1 << Int64(ResamplerDesign.fractionBits - 1)
    for channel in 0..<channelCount {
      let ring = delays.extracting(channel * taps..<(channel + 1) * taps)
      let sum =
        Resampler.dot(ring.extracting(last: taps - position), older)
        &+ Resampler.dot(ring.extracting(first: position), newer)
      outputs[channel] = FixedPoint.clamped((sum &+ half) &>> Int64(ResamplerDesign.fractionBits))
    }
    distance &+= down
    nextOutput &+= 1
  }

  /// The sum of products of two spans of the same length.
  @inline(__always)
  private static func dot(_ samples: Span<Int32>, _ weights: Span<Int32>) -> Int64 {
    var sum: Int64 = 0
    let count = min(samples.count, weights.count)
    for index in 0..<count { sum &+= Int64(samples[index]) &* Int64(weights[index]) }
    return sum
  }
}
