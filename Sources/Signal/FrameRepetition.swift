import Vocabulary

/// Counts frames that were there before, bit for bit: a buffer that is sent again, of whatever length, however often
/// and with whatever between. The noise of electrodes and converter never gives 32 frames in a row a second time.
///
/// A polynomial hash runs over the last 32 frames of all channels. At 250 places in a second it is kept in a table,
/// with the number of its hop; a frame whose hash is found there, of the last sixteen hops, is a repeated one. A frame
/// that is held, as where a slow converter is read fast, is one too. A signal that stands still for half a second is
/// not counted: other rules have it.
struct FrameRepetition: ~Copyable {
  /// Frames in a row that must be as they were.
  private static let run = 32
  private static let places = 4096
  private static let hopsBack: UInt8 = 16
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  private let channelCount: Int
  private let hopsPerWindow: Int
  /// The shortest and the longest row of equal frames that is one held: more than a fiftieth of a second, and half of
  /// one.
  private let held: ClosedRange<UInt32>
  /// Equal frames in a row, up to the newest.
  private var equal: UInt32 = 0
  /// Frames from one kept hash to the next.
  private let stride: UInt32
  /// The multiplier to the power of `run`: what takes the oldest frame out of the hash.
  private let oldest: UInt64
  private var frames: InlineArray<32, UInt64> = InlineArray(repeating: 0)
  private var place = 0
  private var hash: UInt64 = 0
  /// Frames since the start or a gap, up to `run`.
  private var known = 0
  private var untilKept: UInt32 = 0
  /// By the hash's highest bits: 24 bits more of it, and the hop's number.
  private var table: InlineArray<4096, UInt32> = InlineArray(repeating: 0)
  private var hop: UInt8 = 1
  /// Of the present hop, and of the last ones: frames, those that were there before, and those that are held.
  private var count: (frames: UInt32, repeated: UInt32, held: UInt32) = (0, 0, 0)
  private var frameCounts: InlineArray<32, UInt32> = InlineArray(repeating: 0)
  private var repeatedCounts: InlineArray<32, UInt32> = InlineArray(repeating: 0)
  private var heldCounts: InlineArray<32, UInt32> = InlineArray(repeating: 0)
  private var nextHop = 0

  /// Takes sizes of a checked design.
  init(_ design: borrowing SignalDesign) {
    channelCount = Int(design.channelCount)
    hopsPerWindow = Int(design.windowSamples / design.hopSamples)
    let rate = design.inputRate.numerator / design.inputRate.denominator
    stride = max(1, rate / 250)
    held = rate / 50 + 1...rate / 2 + 1
    var power: UInt64 = 1
    for _ in 0..<FrameRepetition.run { power &*= FrameRepetition.multiplier }
    oldest = power
  }

  /// Begins a new run of frames, as after a gap.
  mutating func reset() {
    known = 0
    equal = 0
    hash = 0
    frames = InlineArray(repeating: 0)
  }

  /// Takes a frame's values.
  @inline(__always)
  mutating func step(_ values: Span<Int32>) {
    var frame: UInt64 = 0
    for channel in 0..<channelCount {
      frame = frame &* FrameRepetition.multiplier &+ UInt64(truncatingIfNeeded: values[channel])
    }
    let last = frames[(place &- 1) & 31]
    hash = hash &* FrameRepetition.multiplier &+ frame &- frames[place] &* oldest
    frames[place] = frame
    place = (place &+ 1) & 31
    count.frames &+= 1
    guard known == FrameRepetition.run else {
      known &+= 1
      return
    }
    guard frame != last else {
      equal &+= 1
      return
    }
    if equal > 0 { endHold() }
    look()
  }

  private mutating func endHold() {
    if held.contains(equal &+ 1) { count.held &+= equal &+ 1 }
    equal = 0
  }

  /// Looks for the hash, and keeps it where its turn has come.
  @inline(__always)
  private mutating func look() {
    let index = Int(truncatingIfNeeded: hash >> 52)
    let tag = UInt32(truncatingIfNeeded: hash >> 12) & 0xFFFF_FF00
    let found = table[index]
    if found & 0xFFFF_FF00 == tag && hop &- UInt8(truncatingIfNeeded: found) <= FrameRepetition.hopsBack {
      count.repeated &+= 1
    }
    if untilKept == 0 {
      table[index] = tag | UInt32(hop)
      untilKept = stride
    }
    untilKept &-= 1
  }

  /// Ends a hop.
  ///
  /// - Returns: Whether a quarter of the window's frames were there before, or half of them are held.
  mutating func endHop() -> Bool {
    frameCounts[nextHop] = count.frames
    repeatedCounts[nextHop] = count.repeated
    heldCounts[nextHop] = count.held
    count = (0, 0, 0)
    hop &+= 1
    var (frames, repeated, held): (UInt64, UInt64, UInt64) = (0, 0, 0)
    for age in 0..<hopsPerWindow {
      frames &+= UInt64(frameCounts[(nextHop &- age) & 31])
      repeated &+= UInt64(repeatedCounts[(nextHop &- age) & 31])
      held &+= UInt64(heldCounts[(nextHop &- age) & 31])
    }
    nextHop = (nextHop &+ 1) & 31
    let isMontage = channelCount >= EEGLimits.montageChannels
    let isHeld = isMontage && EEGLimits.heldPart * held >= frames && held > 0
    return isHeld || (EEGLimits.repeatedPart * UInt64(stride) * repeated >= frames && repeated > 0)
  }
}
