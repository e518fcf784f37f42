import Vocabulary

extension AlarmEvent {
  /// Fills in the channels: their excess, their share of all positive excess, and their order.
  ///
  /// A channel's excess is its evidence minus its part of the threshold, so the excesses add up to exactly the amount
  /// by which the score exceeded the threshold.
  ///
  /// - Parameters:
  ///   - excess: By channel, summed over the hops that count.
  ///   - channelCount: How many channels the montage has.
  mutating func rank(excess: PerChannel<Int64>, channelCount: Int) {
    self.excess = excess
    var positive: Int64 = 0
    for channel in 0..<channelCount where excess[channel] > 0 { positive += excess[channel] }
    for channel in 0..<channelCount {
      sharePermille[channel] = excess[channel] > 0 ? UInt16(excess[channel] * 1000 / positive) : 0
    }
    rankedCount = UInt8(channelCount)
    for place in 0..<channelCount { insert(channel: place, amongFirst: place) }
  }

  /// Insertion into the ranking: a stable order, so that ties go to the lower index.
  private mutating func insert(channel: Int, amongFirst count: Int) {
    var place = count
    while place > 0 && excess[Int(ranked[place - 1])] < excess[channel] {
      ranked[place] = ranked[place - 1]
      place -= 1
    }
    ranked[place] = UInt8(channel)
  }
}
