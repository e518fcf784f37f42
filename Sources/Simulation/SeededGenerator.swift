/// A repeatable source of random numbers: SplitMix64 (Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator; equal seeds give equal numbers.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// True `perMillion` times in a million.
  public mutating func happens(perMillion: UInt32) -> Bool {
    perMillion > 0 && next() % 1_000_000 < UInt64(perMillion)
  }

  /// A number from 0 up to, not including, `limit`; 0 if `limit` is 0.
  public mutating func below(_ limit: UInt64) -> UInt64 {
    limit == 0 ? 0 : next() % limit
  }

  /// A number from 0 up to, not including, 1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
