import Alarms
import Testing
import Vocabulary

/// A model whose evidence stands still is found, and only then.
@Suite struct StandstillWatchTests {
  private func hop(_ index: UInt64, _ evidence: [Int32], usable: [Bool] = [true, true]) -> Decision {
    var decision = Decision(hopIndex: index, sampleIndex: index * 250, channelCount: 2)
    for channel in 0..<2 {
      decision.evidence[channel] = evidence[channel]
      decision.usable[channel] = usable[channel]
    }
    return decision
  }

  /// A watch of a model that has answered to a minute of EEG.
  private func moving() -> StandstillWatch {
    var watch = StandstillWatch()
    for index in 0..<UInt64(StandstillWatch.proof) { _ = watch.step(hop(index, [Int32(index), 1]), isJudged: true) }
    return watch
  }

  @Test func aModelThatNeverMovedForLongIsNotWatched() {
    var watch = StandstillWatch()
    for index in 0..<600 as Range<UInt64> {
      #expect(watch.step(hop(index, [index % 50 == 0 ? 1 : 0, 0]), isJudged: true) == nil)
    }
  }

  @Test func tenEqualHopsAreAFaultAndTheFirstOtherEndsIt() {
    var watch = moving()
    for index in 0..<10 as Range<UInt64> { #expect(watch.step(hop(index, [5, -7]), isJudged: true) == nil) }
    let raised = watch.step(hop(10, [5, -7]), isJudged: true)
    #expect(raised?.phase == .raised && raised?.reason == .model && raised?.detail == .standstill(hops: 10))
    #expect(watch.step(hop(11, [5, -7]), isJudged: true) == nil)
    #expect(watch.step(hop(12, [5, -6]), isJudged: true)?.phase == .cleared)
    #expect(watch.step(hop(13, [5, -6]), isJudged: true) == nil)
  }

  @Test func oneChannelThatMovesIsEnough() {
    var watch = moving()
    for index in 0..<40 as Range<UInt64> {
      #expect(watch.step(hop(index, [5, Int32(index)]), isJudged: true) == nil)
    }
  }

  @Test func hopsThatCannotBeJudgedSayNothing() {
    var watch = moving()
    for index in 0..<9 as Range<UInt64> { _ = watch.step(hop(index, [5, 0]), isJudged: true) }
    for index in 9..<60 as Range<UInt64> { #expect(watch.step(hop(index, [5, 0]), isJudged: false) == nil) }
    #expect(watch.step(hop(60, [5, 0]), isJudged: true) == nil)
    #expect(watch.step(hop(61, [5, 0]), isJudged: true)?.phase == .raised)
  }

  @Test func channelsThatComeAndGoHideNothing() {
    var watch = moving()
    for index in 0..<10 as Range<UInt64> {
      #expect(watch.step(hop(index, [5, 7], usable: [true, index % 3 == 0]), isJudged: true) == nil)
    }
    #expect(watch.step(hop(10, [5, 7]), isJudged: true)?.phase == .raised)
    // Channels of which none was there before are no row.
    #expect(watch.step(hop(11, [5, 0], usable: [true, false]), isJudged: true) == nil)
    #expect(watch.step(hop(12, [0, 9], usable: [false, true]), isJudged: true)?.phase == .cleared)
  }
}
