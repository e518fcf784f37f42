import ADS1299
import Simulation
import Testing
import Vocabulary

/// Random faults, many lives. A failing seed fails again: put it in place of the range.
@Suite("Fault campaign of the front end")
struct CampaignTests {
  /// Random settings: arrangement, rate, how frames are fetched.
  private func settings(_ generator: inout SeededGenerator) -> ADS1299Settings {
    let arrangements: [Arrangement] = [.single, .single, .single, .separateSelects, .daisyChain]
    let rates: [SampleRate] = [.sps250, .sps500, .sps1000, .sps2000]
    var settings = ADS1299Settings(
      arrangement: arrangements[Int(generator.below(5))], rate: rates[Int(generator.below(4))])
    settings.readMode = generator.below(3) == 0 ? .continuous : .byCommand
    if settings.arrangement == .single && generator.below(4) == 0 { settings.repeatedBytes = 27 }
    return settings
  }

  /// Random faults: each kind in about half of the lives, some rare, some frequent.
  private func faults(_ generator: inout SeededGenerator, for settings: ADS1299Settings) -> FrontEndFaults {
    func chance(_ most: UInt64) -> UInt32 { generator.below(2) == 0 ? 0 : UInt32(generator.below(most)) }
    var faults = FrontEndFaults()
    // The second frame of a daisy chain has nothing behind it that would show a slip.
    if settings.arrangement != .daisyChain { faults.bitSlipPerMillion = chance(200_000) }
    faults.zeroAnswerPerMillion = chance(50_000)
    faults.onesAnswerPerMillion = chance(20_000)
    faults.busErrorPerMillion = chance(5_000)
    faults.lostEdgePerMillion = chance(100_000)
    faults.droppedEdgePerMillion = chance(100_000)
    faults.extraEdgePerMillion = chance(100_000)
    faults.stuckLinePerMillion = chance(10_000)
    // In continuous mode a chip that has reset itself is only found by the register check.
    if settings.readMode == .byCommand { faults.brownOutPerMillion = chance(15_000) }
    faults.stampDelayPermille = generator.below(2) == 0 ? 0 : generator.below(200)
    faults.stallPerMillion = chance(40_000)
    faults.deadIdentityPerMillion = chance(400_000)
    return faults
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func everyLossIsCountedAndPlacedNoWrongSamplePassesAndItRecovers(block: UInt64) {
    var injected: UInt64 = 0
    var starts: UInt64 = 0
    for seed in 250 * block..<250 * (block + 1) {
      var generator = SeededGenerator(seed: seed)
      let settings = settings(&generator)
      var run = CampaignRun(seed: seed, faults: faults(&generator, for: settings), settings: settings)
      run.run()
      #expect(run.broken == [], "seed \(seed)")
      injected += run.bench.injected.total
      starts += run.starts
    }
    // The campaign is worth its name: many faults, many of them ending in a restart.
    #expect(injected > 5_000 && starts > 300)
  }

  @Test func aChangedRegisterIsFoundAndEverythingBeforeTheLastGoodCheckIsRight() {
    var upsets: UInt64 = 0
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      var faults = FrontEndFaults()
      faults.registerUpsetPerMillion = 10_000
      faults.lostEdgePerMillion = 20_000
      let settings = settings(&generator)
      var run = CampaignRun(seed: seed, faults: faults, settings: settings)
      run.run()
      #expect(run.broken == [], "seed \(seed)")
      upsets += run.bench.injected.registerUpsets
    }
    #expect(upsets > 100)
  }

  @Test func inContinuousModeABrownOutIsFoundByTheRegisterCheck() {
    for seed in UInt64(1)...100 {
      var faults = FrontEndFaults()
      faults.brownOutPerMillion = 10_000
      var settings = ADS1299Settings(rate: .sps500)
      settings.readMode = .continuous
      var run = CampaignRun(seed: seed, faults: faults, settings: settings)
      run.run()
      #expect(run.broken == [], "seed \(seed)")
    }
  }

  @Test func theHarnessSeesASampleThatNoDriverCouldHaveDoubted() {
    var faults = FrontEndFaults()
    faults.canaryPerMillion = 20_000
    var caught = 0
    for seed in UInt64(1)...20 {
      var run = CampaignRun(seed: seed, faults: faults, settings: ADS1299Settings())
      run.run()
      if !run.broken.isEmpty && run.broken.allSatisfy({ $0 == "a wrong sample passed" }) { caught += 1 }
    }
    #expect(caught >= 15)
  }

  @Test func aRunDependsOnItsSeedAlone() {
    func life(_ seed: UInt64) -> [UInt64] {
      var generator = SeededGenerator(seed: 5)
      let settings = settings(&generator)
      var run = CampaignRun(seed: seed, faults: faults(&generator, for: settings), settings: settings)
      run.run()
      return [run.bench.now, run.bench.injected.total, UInt64(run.frames), run.starts]
    }
    #expect(life(3) == life(3))
    #expect(life(3) != life(4))
  }
}
