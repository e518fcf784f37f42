import Vocabulary

/// Finds jumps: an electrode that pops, a plug that is loose. The level is another one afterwards, and nearly all of
/// the way lies within a thirtieth of a second; what muscle or movement add takes longer, or comes back.
enum JumpFinder {
  /// Samples of the means before and after, and those between them that belong to neither.
  private static let mean = 8
  private static let gap = 2

  /// Whether one of a channel's newest samples begins a jump; 18 more must be there before them.
  static func hasJump(_ channel: Int, ring: borrowing SampleRing, samples: Int) -> Bool {
    func sample(_ age: Int) -> Int64 { Int64(ring.sample(channel: channel, age: age)) }
    let second = mean &+ gap
    var difference: Int64 = 0
    for index in 1...mean { difference &+= sample(index) &- sample(index &+ second) }
    for age in 1...samples {
      let size = abs(difference)
      if size > Int64(mean) &* EEGLimits.jump && isAbrupt(channel, age &+ mean, size: size, ring: ring) { return true }
      difference &+= sample(age &+ mean) &- sample(age)
      difference &-= sample(age &+ mean &+ second) &- sample(age &+ second)
    }
    return false
  }

  /// Whether nearly all of the change lies within four samples near `age`.
  private static func isAbrupt(_ channel: Int, _ age: Int, size: Int64, ring: borrowing SampleRing) -> Bool {
    for middle in age &- 1...age &+ 3 {
      let newer = Int64(ring.sample(channel: channel, age: middle &- 2))
      let step = abs(newer &- Int64(ring.sample(channel: channel, age: middle &+ 2)))
      if 10 &* Int64(mean) &* step > EEGLimits.jumpTenths &* size { return true }
    }
    return false
  }
}
