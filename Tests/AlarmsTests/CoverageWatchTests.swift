import Alarms
import Testing
import Vocabulary

@Suite struct CoverageWatchTests {
  private func hop(_ index: UInt64, usable: UInt32) -> Decision {
    var decision = quietHop(index)
    decision.usable = ChannelMask(rawValue: usable)
    return decision
  }

  @Test func aSideBelowItsQuorumIsLostAfterTenHopsAndBackAfterTen() {
    var watch = CoverageWatch(side: ChannelMask(rawValue: 0b1100), quorum: 1)
    var found: [(FaultEvent, UInt64)] = []
    for index in 0..<60 {
      let usable: UInt32 = (10..<30).contains(index) ? 0b0011 : 0b0111
      if let fault = watch.step(hop(UInt64(index), usable: usable), isJudged: true) {
        found.append((fault, UInt64(index)))
      }
    }
    #expect(found.map(\.1) == [19, 39])
    #expect(found.map(\.0.phase) == [.raised, .cleared])
    #expect(found.map(\.0.reason) == [.sideLost, .sideLost])
    #expect(found.map(\.0.detail) == [0b1100, 0b1000].map { .channels(ChannelMask(rawValue: $0)) })
  }

  @Test func aSideThatComesAndGoesIsLostAndComesBack() {
    for (lost, period) in [(7, 8), (9, 12), (3, 4), (1, 2), (4, 10), (3, 10)] {
      var watch = CoverageWatch(side: ChannelMask(rawValue: 0b1100), quorum: 1)
      var found: [Int] = []
      for index in 0..<160 {
        let usable: UInt32 = index < 120 && index % period < lost ? 0b0011 : 0b1111
        if watch.step(hop(UInt64(index), usable: usable), isJudged: true) != nil { found.append(index) }
      }
      #expect(found.count == 2 && found[0] < 90 && (120..<140).contains(found[1]), "\(lost) of \(period): \(found)")
    }
  }

  @Test func aSideThatIsThereForFourFifthsIsNotLost() {
    var watch = CoverageWatch(side: ChannelMask(rawValue: 0b1100), quorum: 1)
    for index in 0..<600 {
      let fault = watch.step(hop(UInt64(index), usable: index % 6 == 0 ? 0b0011 : 0b1111), isJudged: true)
      #expect(fault == nil)
    }
  }

  @Test func aSideWithoutChannelsIsNeverLost() {
    var watch = CoverageWatch(side: ChannelMask(), quorum: 1)
    for index in 0..<40 {
      let fault = watch.step(hop(UInt64(index), usable: 1), isJudged: true)
      #expect(fault == nil)
    }
  }

  @Test func channelsAreLostAgainstTheMostThereWere() {
    var watch = CoverageWatch(channelCount: 8)
    var found: [UInt64] = []
    for index in 0..<60 {
      // Six of eight at most; four are less than three quarters of six.
      let usable: UInt32 = index < 20 ? 0b11_1111 : 0b00_1111
      if watch.step(hop(UInt64(index), usable: usable), isJudged: true) != nil { found.append(UInt64(index)) }
    }
    #expect(found == [29])
  }

  @Test func whatCannotBeJudgedChangesNothing() {
    var watch = CoverageWatch(side: ChannelMask(rawValue: 1), quorum: 1)
    for index in 0..<40 {
      let fault = watch.step(hop(UInt64(index), usable: 0), isJudged: false)
      #expect(fault == nil)
    }
  }
}
