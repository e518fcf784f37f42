import Signal
import Testing
import Vocabulary

@Suite struct WindowTests {
  @Test func aWindowIsTheLastConditionedSamplesOfItsHopOldestFirst() throws {
    let runner = try ChainRunner(hertz: 256)
    var source = SignalSource(seed: 4)
    runner.feed(seconds: 9.5) { _, _ in source.calm(rate: 256) }
    // The hop that ended last is that of 9 s.
    let expected = runner.conditioned[0][(5 * 128)..<(9 * 128)].map { Int32($0 * 256) }
    #expect(runner.window(channel: 0) == expected)
  }

  @Test func aRateAboveTheInputsEndsHopsAtTheirOwnSample() throws {
    // 100 Hz to 128 Hz: some frames give two samples, and a hop may end with the first.
    let runner = try ChainRunner(hertz: 100)
    var source = SignalSource(seed: 4)
    for _ in 0..<900 {
      runner.feed(seconds: 0.01) { _, _ in source.calm(rate: 100) }
      guard let step = runner.steps.last, step.hopEnded, step.hopIndex >= 3 else { continue }
      let end = Int(step.hopIndex + 1) * 128
      #expect(runner.window(channel: 0) == runner.conditioned[0][(end - 512)..<end].map { Int32($0 * 256) })
    }
    #expect(runner.hops.count == 9)
    #expect(runner.steps.contains { $0.modelSamples == 2 })
  }

  @Test func sixteenSecondsAreKeptForClips() throws {
    let runner = try ChainRunner(hertz: 128)
    var source = SignalSource(seed: 4)
    runner.feed(seconds: 40) { _, _ in source.calm(rate: 128) }
    let clip = runner.copy(channel: 0, from: 24 * 128, count: 16 * 128)
    #expect(clip == runner.conditioned[0].suffix(16 * 128).map { Int32($0 * 256) })
    #expect(runner.copy(channel: 0, from: 0, count: 128).allSatisfy { $0 == SignalChain.missingSample })
    #expect(runner.copy(channel: 0, from: 40 * 128, count: 10).allSatisfy { $0 == SignalChain.missingSample })
  }
}
