import Vocabulary

/// Third stage: from the input rate to the model's by a polyphase low-pass.
///
/// Output `k` is taken at the time of input `k · down / up`, on a grid counted from the session's start, so that a gap
/// shifts nothing; it is due with the last input not after that time.
struct Resampler: ~Copyable {
  private let lanes: LaneSet
  private let channelCount: Int
  /// Numbers of a row of inputs: the channels, filled up to whole groups of eight.
  private let pitch: Int
  private let up: Int64
  private let down: Int64
  private let taps: Int
  private var coefficients: InlineArray<8192, Int32>
  /// The last `taps` inputs, a row of all channels for each, as a ring.
  private var delays: InlineArray<32_768, Int32>
  /// The row where the next input goes.
  private var position: Int
  /// From the newest input to the next output, in input periods divided by `up`; the output is due while less than
  /// `up`.
  private var distance: Int64
  /// Index of the next output since the session's start.
  private(set) var nextOutput: UInt64

  /// Takes the coefficients of a checked design.
  init(_ design: borrowing SignalDesign, lanes: LaneSet) {
    self.lanes = lanes
    channelCount = Int(design.channelCount)
    pitch = (channelCount + 7) & ~7
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
    for row in 0..<taps { delays[row * pitch + channel] = value }
  }

  /// Takes one input of every channel.
  mutating func push(_ values: Span<Int32>) {
    var delays = delays.mutableSpan
    let place = position &* pitch
    for channel in 0..<channelCount { delays[place &+ channel] = values[channel] }
    position = position &+ 1 == taps ? 0 : position &+ 1
    distance &-= up
  }

  /// Gives one output of every channel; only where one is due.
  mutating func pull(into outputs: inout MutableSpan<Int32>) {
    let start = Int(distance) * taps
    let weights = coefficients.span.extracting(start..<start + taps)
    if lanes.isReference {
      Resampler.resample(
        weights, delays.span, pitch: pitch, oldest: position, into: &outputs, channels: channelCount)
    } else {
      lanes.resample(
        weights, delays: delays.span, pitch: pitch, oldest: position, outputs: &outputs, channels: channelCount)
    }
    distance &+= down
    nextOutput &+= 1
  }

  /// The reference.
  private static func resample(
    _ weights: Span<Int32>, _ delays: Span<Int32>, pitch: Int, oldest: Int, into outputs: inout MutableSpan<Int32>,
    channels: Int
  ) {
    let half: Int64 = 1 << Int64(ResamplerDesign.fractionBits - 1)
    for channel in 0..<channels {
      var sum = half
      var row = oldest
      for tap in weights.indices {
        sum &+= Int64(delays[row &* pitch &+ channel]) &* Int64(weights[tap])
        row = row &+ 1 == weights.count ? 0 : row &+ 1
      }
      outputs[channel] = FixedPoint.clamped(sum &>> Int64(ResamplerDesign.fractionBits))
    }
  }
}
