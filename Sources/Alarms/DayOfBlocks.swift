/// The medians of the last day's blocks, and how many of them lie on either side of a level that moves by steps.
struct DayOfBlocks: Sendable {
  private var medians: InlineArray<96, UInt8> = InlineArray(repeating: 0)
  /// How many are held.
  private(set) var count = 0
  /// Where the next one goes.
  private var place = 0
  private var counts: InlineArray<128, UInt8> = InlineArray(repeating: 0)
  private var level: Int
  private var below = 0

  /// Starts without blocks.
  ///
  /// - Parameter level: The level's bin.
  init(level: Int) {
    self.level = level
  }

  /// Adds a block's median; the oldest of a full day leaves.
  mutating func append(_ median: UInt8) {
    if count == PersonalLevel.dayBlocks { remove(medians[place]) } else { count += 1 }
    medians[place] = median
    place = place + 1 == PersonalLevel.dayBlocks ? 0 : place + 1
    counts[Int(median)] += 1
    if Int(median) < level { below += 1 }
  }

  private mutating func remove(_ median: UInt8) {
    counts[Int(median)] -= 1
    if Int(median) < level { below -= 1 }
  }

  /// The bin of a median, the oldest being 0; 0 beyond those that are held.
  func median(_ number: Int) -> UInt8 {
    medians[(count == PersonalLevel.dayBlocks ? place + number : number) % PersonalLevel.dayBlocks]
  }

  /// Whether more than half of the day lies below the level.
  var isHalfBelow: Bool { 2 * below > count }

  /// Whether at least three quarters of the day lie above the level.
  var isMostlyAbove: Bool { 4 * (count - below - Int(counts[level])) >= 3 * count }

  /// Moves the level one step up.
  mutating func raise() {
    below += Int(counts[level])
    level += 1
  }

  /// Moves the level one step down.
  mutating func lower() {
    level -= 1
    below -= Int(counts[level])
  }
}
