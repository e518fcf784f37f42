import Designer
import Signal
import Testing
import Vocabulary

@Suite struct GapTests {
  private func feedCalm(_ runner: ChainRunner, seconds: Double, seed: UInt64 = 1) {
    var source = SignalSource(seed: seed)
    runner.feed(seconds: seconds) { _, _ in source.calm(rate: runner.inputHertz) }
  }

  @Test(arguments: [100, 125, 250, 256, 400] as [UInt32])
  func lostFramesAreCountedAndPlacedToTheSample(rate: UInt32) throws {
    let runner = try ChainRunner(hertz: rate)
    feedCalm(runner, seconds: 3)
    let before = runner.conditionedEnd
    let lost: UInt64 = 3 * UInt64(rate) + 17
    runner.lose(lost)
    let index = runner.nextSampleIndex
    let step = runner.feed(Frame(sampleIndex: index))
    #expect(step.isGap && step.lostSamples == lost)
    // The first conditioned sample after the gap is the first whose time is not before the frame's.
    let expected = (index * 128 + UInt64(rate) - 1) / UInt64(rate)
    #expect(runner.conditionedEnd - UInt64(step.modelSamples) == expected)
    #expect(before == 3 * 128)
    let around = runner.copy(channel: 0, from: before - 1, count: Int(expected - before) + 1)
    #expect(around.first != SignalChain.missingSample)
    #expect(around.dropFirst().allSatisfy { $0 == SignalChain.missingSample })
  }

  @Test func everyConditionedSampleHasTheSameIndexWithAndWithoutAGap() throws {
    // A click long after the gap lands on the same conditioned index.
    func clickIndex(gap: Bool) throws -> Int? {
      let runner = try ChainRunner(hertz: 250, mainsHertz: [])
      for index in 0..<UInt64(20 * 250) where !gap || !(1003..<1740).contains(index) {
        var frame = Frame(sampleIndex: index)
        frame.codes[0] = index == 4001 ? 100_000 : 0
        runner.feed(frame)
      }
      let samples = runner.copy(channel: 0, from: runner.conditionedEnd - 1024, count: 1024)
      return samples.indices.max { samples[$0] < samples[$1] }
    }
    #expect(try clickIndex(gap: true) == clickIndex(gap: false))
  }

  @Test func nothingIsInferredAcrossAGap() throws {
    let runner = try ChainRunner(hertz: 256)
    feedCalm(runner, seconds: 12)
    #expect(runner.hops.last?.isComplete == true)
    let hopsBefore = runner.hops.count
    runner.lose(1)
    feedCalm(runner, seconds: 12, seed: 2)
    // Settling takes 1 s, the window 4 s; the gap begins with a hop.
    let after = runner.hops.dropFirst(hopsBefore)
    let complete = after.filter(\.isComplete)
    #expect(complete.first?.step.hopIndex == 17)
    #expect(after.filter { $0.step.hopIndex < 17 }.allSatisfy { $0.usable.isEmpty })
    #expect(after.first?.qualities[0].contains(.gap) == true)
    #expect(after.first { $0.step.hopIndex == 16 }?.qualities[0] == .settling)
    #expect(complete.first?.qualities[0] == .good)
  }

  @Test(arguments: [1, 127, 128, 1000, 1_000_000, 1 << 40] as [UInt64])
  func hopsStayOnTheirGridAfterAGap(lost: UInt64) throws {
    let runner = try ChainRunner(hertz: 256)
    feedCalm(runner, seconds: 5.3)
    runner.lose(lost)
    feedCalm(runner, seconds: 5)
    for hop in runner.hops {
      // Hop h ends with the conditioned sample (h + 1) · 128 − 1, due with input sample twice that index.
      #expect(hop.step.lastSampleIndex == 2 * ((hop.step.hopIndex + 1) * 128 - 1))
    }
    let indices = runner.hops.map(\.step.hopIndex)
    #expect(indices == Array(Set(indices)).sorted())
    #expect(indices.last.map { $0 >= 4 + lost / 256 } == true)
  }

  @Test func anUncountedGapIsAGap() throws {
    let runner = try ChainRunner(hertz: 256)
    feedCalm(runner, seconds: 8)
    var frame = Frame(sampleIndex: runner.nextSampleIndex)
    frame.discontinuity = true
    let step = runner.feed(frame)
    #expect(step.isGap && step.lostSamples == 0)
    feedCalm(runner, seconds: 1)
    #expect(runner.hops.last?.isComplete == false)
    #expect(runner.hops.last?.qualities[0].contains(.gap) == true)
  }

  @Test func aFrameFromThePastIsIgnoredAloud() throws {
    let runner = try ChainRunner(hertz: 256)
    feedCalm(runner, seconds: 2)
    let end = runner.conditionedEnd
    let step = runner.feed(Frame(sampleIndex: 100))
    #expect(step.isOutOfOrder && step.modelSamples == 0)
    #expect(runner.conditionedEnd == end)
    #expect(!runner.feed(Frame(sampleIndex: 512)).isGap)
  }

  @Test func sampleIndicesUpToTheLargestDoNotTrap() throws {
    let runner = try ChainRunner(hertz: 250)
    for index in [0, 5, 1 << 62, (1 << 63) + 3, .max - 1, .max, 0] as [UInt64] {
      runner.feed(Frame(sampleIndex: index))
    }
    #expect(runner.steps.count == 7)
  }

  @Test func aMinuteCutShortByAGapIsStillReported() throws {
    let runner = try ChainRunner(hertz: 128)
    feedCalm(runner, seconds: 70)
    #expect(runner.steps.filter(\.minuteEnded).map(\.minuteIndex) == [0])
    runner.lose(200 * 128)
    let step = runner.feed(Frame(sampleIndex: runner.nextSampleIndex))
    #expect(step.minuteEnded && step.minuteIndex == 1)
    #expect(runner.features(0).sampleCount == 10 * 128)
  }
}
