/// The median of some bins that is followed as they come: it moves by at most one bin for each.
struct RunningMedian: Sendable {
  /// How many of each bin.
  private(set) var counts: InlineArray<128, UInt16> = InlineArray(repeating: 0)
  /// How many all together.
  private(set) var count: UInt16 = 0
  /// The bin of the median, or the one nearest to it that was reached.
  private(set) var bin: UInt8
  private var below: UInt16 = 0

  /// Starts without bins.
  ///
  /// - Parameter bin: Where the median is first looked for.
  init(from bin: UInt8) {
    self.bin = bin
  }

  /// Takes one more bin.
  mutating func append(_ added: UInt8) {
    counts[Int(added)] += 1
    count += 1
    if added < bin { below += 1 }
    if 2 * Int(below) > Int(count) {
      bin -= 1
      below -= counts[Int(bin)]
    } else if 2 * (Int(below) + Int(counts[Int(bin)])) < Int(count) {
      below += counts[Int(bin)]
      bin += 1
    }
  }

  /// Forgets all bins; the next median is looked for where this one was.
  mutating func removeAll() {
    counts = InlineArray(repeating: 0)
    (count, below) = (0, 0)
  }

  /// Takes back what was kept.
  ///
  /// - Parameters:
  ///   - bin: The median's bin, below 128.
  ///   - counts: How many of each bin, together at most 65,535.
  init(bin: UInt8, counts: InlineArray<128, UInt16>) {
    self.bin = bin
    self.counts = counts
    for index in 0..<128 {
      count += counts[index]
      if index < Int(bin) { below += counts[index] }
    }
  }
}
