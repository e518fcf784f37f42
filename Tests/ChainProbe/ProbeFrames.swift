import Vocabulary

/// Quiet frames, then quiet, loud and extreme ones in turns, with gaps; the same on every processor.
struct ProbeFrames {
  /// Frames at the start that are all quiet: a gap ends their minute, so that its features are of no limit.
  private static let quietCount: UInt64 = 4_000

  private let inputCount: Int
  private var index: UInt64 = 0
  private var state: UInt64 = 88_172_645_463_325_252

  init(inputCount: Int) { self.inputCount = inputCount }

  /// The next frame.
  mutating func next() -> Frame {
    let lost: UInt64 =
      (index > ProbeFrames.quietCount ? 70_000 : 0) + (index > 7000 ? 3 : 0) + (index > 13_000 ? 70_000 : 0)
    var frame = Frame(sampleIndex: index + lost)
    for input in 0..<inputCount {
      let number = random()
      frame.codes[input] = code(number)
      if number >> 33 % 97 == 0 { frame.invalid[input] = true }
      if number >> 33 % 89 == 1 { frame.leadOff[input] = true }
    }
    index += 1
    return frame
  }

  private func code(_ number: UInt64) -> Int32 {
    let loud = Int32(truncatingIfNeeded: number)
    if index <= ProbeFrames.quietCount { return loud >> 16 }
    switch index / 400 % 4 {
    case 0: return loud >> 16
    case 1: return loud >> 4
    case 2: return loud
    // A square wave between the ends, with a zero here and there.
    default: return number >> 60 == 0 ? 0 : (index / 7 % 2 == 0 ? .max : .min)
    }
  }

  private mutating func random() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
