import ADS1299
import Simulation
import Testing
import Vocabulary

@Suite("One chip, two chips")
struct ChipsTests {
  @Test(arguments: [SampleRate.sps250, .sps500, .sps1000, .sps2000])
  func nothingIsLostAtAnyRate(rate: SampleRate) throws {
    let bench = oneChip(clockErrorPartsPerMillion: -20_000)
    var streaming = try bench.streaming(ADS1299Settings(rate: rate))
    var frame = Frame()
    for index in 0..<UInt64(600) {
      if index % 100 == 50 { try streaming.checkRegisters() }
      try streaming.next(into: &frame)
      #expect(frame.sampleIndex == index)
      #expect(frame.codes[5] == expectedCode(nanovolts: namedVoltage(index, 5)))
      #expect(frame.invalid.isEmpty)
    }
    #expect(streaming.counters.framesLost == 0 && streaming.counters.registerChecks == 6)
    let rateError = streaming.rateErrorPartsPerMillion
    #expect(abs(try #require(rateError) + 20_000) <= 5)
    #expect(bench.violations == [])
  }

  @Test func bothChipSelectsFramesBelongTogether() throws {
    let bench = twoChips()
    var streaming = try bench.streaming(ADS1299Settings(arrangement: .separateSelects, rate: .sps500))
    var frame = Frame()
    for index in 0..<UInt64(400) {
      try streaming.next(into: &frame)
      #expect(frame.sampleIndex == index && frame.invalid.isEmpty)
      for input in 0..<16 { #expect(frame.codes[input] == expectedCode(nanovolts: namedVoltage(index, input))) }
    }
    #expect(streaming.counters.secondMissing == 0 && streaming.counters.secondSlips == 0)
    #expect(bench.violations == [])
  }

  @Test(arguments: [-3_000, 3_000])
  func aSecondChipWithAClockOfItsOwnSlipsAndItsSlipsAreMarked(partsPerMillion: Int) throws {
    let bench = twoChips(secondClockErrorPartsPerMillion: partsPerMillion)
    var streaming = try bench.streaming(ADS1299Settings(arrangement: .separateSelects))
    var frame = Frame()
    var lead: Int64 = 0
    var marked = 0
    for index in 0..<UInt64(3_000) {
      try streaming.next(into: &frame)
      #expect(frame.sampleIndex == index)
      #expect(frame.codes[2] == expectedCode(nanovolts: namedVoltage(index, 2)))
      if frame.invalid[8] {
        marked += 1
        continue
      }
      // Unmarked frames go on from one another, by one of a few leads, changed only at a mark.
      let code = frame.codes[8]
      let held = expectedCode(nanovolts: namedVoltage(UInt64(Int64(index) + lead), 8)) == code
      if !held {
        lead += partsPerMillion > 0 ? 1 : -1
        #expect(marked > 0)
        #expect(code == expectedCode(nanovolts: namedVoltage(UInt64(Int64(index) + lead), 8)))
      }
    }
    // 3000 samples of 0.3 % are nine slips; the first begins in step.
    #expect((7...10).contains(abs(lead)))
    #expect(streaming.counters.secondSlips >= UInt64(abs(lead)))
    #expect(streaming.counters.framesLost == 0)
  }

  @Test func aSecondChipThatFallsSilentIsMarkedAndThenAFault() throws {
    let bench = twoChips()
    var streaming = try bench.streaming(ADS1299Settings(arrangement: .separateSelects))
    var frame = Frame()
    for _ in 0..<20 { try streaming.next(into: &frame) }
    bench.silence(select: 1)
    for _ in 0..<7 {
      try streaming.next(into: &frame)
      #expect(!frame.invalid[7] && frame.invalid[8] && frame.invalid[15])
    }
    var fault: ADS1299Fault?
    do throws(ADS1299Fault) { try streaming.next(into: &frame) } catch { fault = error }
    #expect(fault == .noData(select: 1))
    #expect(streaming.counters.secondMissing == 8)
  }

  @Test func aDataReadyLineThatSticksIsAFaultWithin12Samples() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    for _ in 0..<20 { try streaming.next(into: &frame) }
    bench.silence(select: 0)
    let before = bench.now
    var fault: ADS1299Fault?
    do throws(ADS1299Fault) { try streaming.next(into: &frame) } catch { fault = error }
    #expect(fault == .noData(select: 0))
    #expect(bench.now - before <= 12 * 4_000_000 + 1_000)
  }

  @Test func theWrongChipIsRefused() throws {
    let bench = oneChip()
    bench.faults.deadIdentityPerMillion = 1_000_000
    #expect(throws: ADS1299Fault.identity(chip: 0, found: 0)) { _ = try bench.configured() }
  }

  @Test func unusedInputsAreNeverValid() throws {
    var settings = ADS1299Settings()
    settings.inputs[6].isOn = false
    let bench = oneChip()
    var streaming = try bench.streaming(settings)
    var frame = Frame()
    try streaming.next(into: &frame)
    #expect(frame.invalid.rawValue == 0x40)
  }

  @Test func electrodesThatAreOffAreNamed() throws {
    var signal = InputSignal(nanovolts: namedVoltage)
    signal.positiveOff = 0b0000_0110
    signal.negativeOff = 0b1000_0000
    let bench = oneChip(signal: signal)
    var settings = ADS1299Settings()
    settings.leadOff = LeadOffSettings()
    for input in [0, 1, 7] {
      settings.inputs[input].leadOffPositive = true
      settings.inputs[input].leadOffNegative = true
    }
    var streaming = try bench.streaming(settings)
    var frame = Frame()
    for _ in 0..<50 {
      try streaming.next(into: &frame)
      // Input 2 is off, too, but nobody asked.
      #expect(frame.leadOff.rawValue == 0b1000_0010)
    }
  }

  @Test func aBrownOutShowsInTheFirstFrameAfterIt() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    for _ in 0..<10 { try streaming.next(into: &frame) }
    bench.faults.brownOutPerMillion = 1_000_000
    try streaming.next(into: &frame)
    bench.faults.brownOutPerMillion = 0
    // The sample during which it happened was fetched afterwards, eight bits out of place.
    #expect(bench.injected.brownOuts == 1)
    #expect(frame.invalid == ChannelMask(first: 8))
  }

  /// A bus and lines on which anything may come: the driver throws or marks, and never stops the program.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func nothingThatComesInStopsTheProgram(seed: UInt64) {
    let noise = NoisePorts(seed: seed)
    var settings = ADS1299Settings(arrangement: seed % 2 == 0 ? .separateSelects : .daisyChain)
    settings.readMode = seed % 4 < 2 ? .byCommand : .continuous
    let idle = ADS1299.Idle(bus: noise, pins: noise, clock: noise)
    noise.source.answersAsExpected = true
    guard case .reached(let configured) = idle.powerUp(settings), case .reached(var streaming) = configured.start()
    else {
      Issue.record("not started")
      return
    }
    noise.source.answersAsExpected = false
    var frame = Frame()
    var faults = 0
    for _ in 0..<200 {
      do throws(ADS1299Fault) { try streaming.next(into: &frame) } catch { faults += 1 }
      for input in 0..<16 { #expect(abs(frame.codes[input]) <= 8_388_608) }
    }
    #expect(faults > 0)
  }
}
