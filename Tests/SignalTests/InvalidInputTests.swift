import Designer
import Signal
import Testing
import Vocabulary

/// One input's broken frames concern that input's channels only.
@Suite struct InvalidInputTests {
  private func run(mark: (inout Frame) -> Void) throws -> ChainRunner {
    let runner = try ChainRunner(hertz: 256, count: 2)
    var sources = [SignalSource(seed: 1), SignalSource(seed: 2)]
    runner.feed(seconds: 20, mark: mark) { input, _ in sources[input].calm(rate: 256) }
    return runner
  }

  @Test func aShortSpikeIsHeldOverAndTheChannelStaysUsable() throws {
    let broken = try run { frame in
      if (3000..<3008).contains(frame.sampleIndex) {
        frame.invalid[0] = true
        frame.codes[0] = .max
      }
    }
    let whole = try run { _ in }
    #expect(broken.conditioned[1] == whole.conditioned[1])
    // Eight codes at full scale would be volts.
    #expect(broken.conditioned[0].allSatisfy { abs($0) < 500 })
    #expect(broken.hops.filter { $0.isComplete }.allSatisfy { $0.usable == ChannelMask(first: 2) })
  }

  @Test func afterALongLossTheFiltersStartAnewWithoutRinging() throws {
    let returned = try run { frame in
      frame.invalid[0] = (2560..<3072).contains(frame.sampleIndex)
      // It comes back with another electrode offset.
      if frame.sampleIndex >= 3072 { frame.codes[0] += 1_600_000 }
    }
    #expect(returned.conditioned[0].allSatisfy { abs($0) < 500 })
    let usable = returned.hops.map { $0.usable[0] }
    let settling = returned.hops.map { $0.qualities[0].contains(.settling) }
    // Back at 12 s: settling for 1 s, then a full window of 4 s.
    #expect(usable[9] && !usable[11] && !usable[15] && usable[16])
    #expect(settling[12] && settling[15] && !settling[16])
    #expect(returned.hops.map { $0.usable[1] }.dropFirst(5).allSatisfy { $0 })
  }

  @Test func anInputThatWasNeverGoodIsNeverUsable() throws {
    let runner = try run { $0.invalid[0] = true }
    #expect(runner.hops.allSatisfy { !$0.usable[0] && $0.qualities[0].contains(.invalid) })
    #expect(runner.conditioned[0].allSatisfy { $0 == 0 })
  }

  @Test func afterALongTimeAtTheRailTheFiltersStartAnew() throws {
    let runner = try ChainRunner(hertz: 256)
    let rail = Double(ChainRunner.calibration.highestCode) / ChainRunner.codesPerMicrovolt
    var source = SignalSource(seed: 1)
    runner.feed(seconds: 20) { _, time in (8..<10).contains(time) ? rail : source.calm(rate: 256) }
    #expect(runner.conditioned[0].suffix(10 * 128 - 1).allSatisfy { abs($0) < 500 })
    #expect(runner.hops.first { $0.step.hopIndex == 12 }?.qualities[0].contains(.settling) == true)
    #expect(runner.hops.last?.qualities[0] == .good)
  }
}
