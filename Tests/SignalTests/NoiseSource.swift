/// Repeatable pseudo-random numbers (xorshift64*).
struct NoiseSource {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  /// From −1 to 1, roughly bell-shaped.
  mutating func bell() -> Double {
    var sum = 0.0
    for _ in 0..<4 { sum += Double(next() >> 11) / Double(1 << 53) * 2 - 1 }
    return sum / 2
  }
}
