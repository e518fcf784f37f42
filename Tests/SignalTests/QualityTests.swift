import Designer
import Signal
import Testing
import Vocabulary

/// Each defect is found where it is, alone, and not in a clean signal.
@Suite struct QualityTests {
  private func quality(
    hertz: UInt32 = 256, mainsHertz: [UInt32] = [50, 60], seconds: Double = 12, mark: (inout Frame) -> Void = { _ in },
    _ signal: @escaping (Double, Double) -> Double
  ) throws -> Quality {
    let runner = try ChainRunner(hertz: hertz, mainsHertz: mainsHertz)
    var source = SignalSource(seed: 7)
    runner.feed(seconds: seconds, mark: mark) { _, time in signal(source.calm(rate: Double(hertz)), time) }
    return try #require(runner.hops.last?.qualities.first)
  }

  @Test(arguments: [100, 125, 128, 160, 200, 250, 256, 500, 1000, 2000] as [UInt32])
  func calmEEGIsGood(rate: UInt32) throws {
    #expect(try quality(hertz: rate) { calm, _ in calm } == .good)
    #expect(try quality(hertz: rate) { calm, time in calm + SignalSource.sine(50, hertz: 10, time: time) } == .good)
  }

  @Test func aRhythmLikeASeizuresIsGood() throws {
    let ictal = try quality { calm, time in
      calm + SignalSource.sine(400, hertz: 4, time: time) + SignalSource.sine(150, hertz: 8, time: time)
    }
    #expect(ictal == .good)
  }

  @Test func silenceIsFlat() throws {
    #expect(try quality { _, _ in 1234 }.contains(.flat))
    #expect(try quality { calm, _ in calm / 1000 }.contains(.flat))
    // Half a window of silence is enough.
    #expect(try quality { calm, time in time < 9.9 ? calm : 0 }.contains(.flat))
  }

  @Test func aCodeAtItsLimitIsSaturated() throws {
    let rail = Double(ChainRunner.calibration.highestCode) / ChainRunner.codesPerMicrovolt
    let saturated = try quality { calm, time in time > 10 ? (calm > 0 ? rail : -rail) : calm }
    #expect(saturated.contains(.saturated))
    // A tenth of the window, as where a seizure's peaks clip, is not.
    #expect(try !quality { calm, time in time > 11.6 ? rail : calm }.contains(.saturated))
  }

  @Test func aLooseElectrodeIsLeadOff() throws {
    let loose = try quality(mark: { $0.leadOff[0] = $0.sampleIndex > 11 * 256 }) { calm, _ in calm }
    #expect(loose == .leadOff)
    #expect(try quality(mark: { $0.leadOff[1] = true }) { calm, _ in calm } == .good)
  }

  @Test(arguments: [50, 60] as [UInt32], [128, 250, 1000] as [UInt32])
  func mainsIsSeenAtTheInputRateAndRemovedAtTheModels(mains: UInt32, rate: UInt32) throws {
    let found = try quality(hertz: rate) { calm, time in
      calm + SignalSource.sine(600, hertz: Double(mains), time: time)
    }
    #expect(found == .mains)
    // A clock half a percent off.
    let shifted = try quality(hertz: rate) { calm, time in
      calm + SignalSource.sine(600, hertz: Double(mains) * 1.005, time: time)
    }
    #expect(shifted == .mains)
  }

  @Test(arguments: [128, 250, 256, 1000] as [UInt32])
  func broadFastActivityIsMuscle(rate: UInt32) throws {
    var source = SignalSource(seed: 3)
    #expect(try quality(hertz: rate) { calm, _ in 0.3 * calm + source.muscle(80, rate: Double(rate)) } == .muscle)
  }

  @Test func framesNotToBeTrustedAreInvalid() throws {
    let broken = try quality(mark: { $0.invalid[0] = $0.sampleIndex % 8 == 0 && $0.sampleIndex > 9 * 256 }) { calm, _ in
      calm
    }
    #expect(broken == .invalid)
  }

  @Test func beforeAWindowIsFullNothingIsKnown() throws {
    #expect(try quality(seconds: 3) { calm, _ in calm } == Quality.unknown.union(.settling))
    #expect(try quality(seconds: 4) { calm, _ in calm } == .settling)
    #expect(try quality(seconds: 5) { calm, _ in calm } == .good)
  }

  @Test func muscleAndMainsLeaveAChannelUsable() throws {
    let runner = try ChainRunner(hertz: 256)
    var source = SignalSource(seed: 5)
    runner.feed(seconds: 30) { _, time in
      source.muscle(80, rate: 256) + SignalSource.sine(2000, hertz: 50, time: time)
    }
    #expect(runner.hops.last?.qualities[0].contains(.mains) == true)
    #expect(runner.hops.last?.usable == ChannelMask(first: 1))
  }

  @Test(arguments: [Quality.flat, .saturated, .leadOff] + [Quality.alwaysUnusable])
  func everyDefectThatBlindsMakesAChannelUnusable(defect: Quality) {
    #expect(QualityThresholds.standard.unusable.contains(defect))
  }
}
