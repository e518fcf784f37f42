import ADS1299
import Simulation
import Testing
import Vocabulary

/// The defects that another driver for the same board had, one test each.
@Suite("Defects known from another driver")
struct BoardDefectTests {
  @Test func theStatusWordIsCheckedInEveryFrame() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    bench.faults.zeroAnswerPerMillion = 1_000_000
    try streaming.next(into: &frame)
    #expect(frame.invalid == ChannelMask(first: 8))
    #expect(streaming.counters.brokenStatusWords == 1)
    bench.faults = FrontEndFaults()
    try streaming.next(into: &frame)
    #expect(frame.invalid.isEmpty && frame.sampleIndex == 1)
  }

  @Test func negativeSamplesStayNegative() throws {
    let bench = oneChip(signal: InputSignal { _, input in input % 2 == 0 ? -100_000 : 100_000 })
    var streaming = try bench.streaming()
    var frame = Frame()
    try streaming.next(into: &frame)
    for input in 0..<8 {
      #expect(frame.codes[input] == (input % 2 == 0 ? -4_474 : 4_474))
    }
  }

  @Test func theAmplitudeIsNotHalved() throws {
    // 1 mV at gain 1 and 4.5 V is 1864 codes of 0.5364 µV.
    let bench = oneChip(signal: InputSignal { _, _ in 1_000_000 })
    let settings = ADS1299Settings(input: InputSettings(gain: .x1))
    var streaming = try bench.streaming(settings)
    var frame = Frame()
    try streaming.next(into: &frame)
    let calibration = settings.calibration(input: 0)
    let units = (Int64(frame.codes[0]) * calibration.multiplier) >> Int64(calibration.shift)
    #expect(abs(units - 1_000 * 256) <= 256)
  }

  @Test func noRegisterIsWrittenWhileDataStream() throws {
    // The types leave no way: only Configured has `configure`. The chip watches what goes over the wires.
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    for _ in 0..<300 { try streaming.next(into: &frame) }
    try streaming.checkRegisters()
    let configured = try streaming.stop().get()
    _ = try configured.configure(ADS1299Settings(rate: .sps500)).get()
    #expect(bench.violations == [])
  }

  @Test func aRegisterThatDoesNotTakeItsValueIsFound() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    try streaming.next(into: &frame)
    try streaming.checkRegisters()
    #expect(streaming.counters.verifiedThrough == 0)
    bench.faults.registerUpsetPerMillion = 1_000_000
    try streaming.next(into: &frame)
    var fault: ADS1299Fault?
    do throws(ADS1299Fault) { try streaming.checkRegisters() } catch { fault = error }
    guard case .register(chip: 0, address: 1...0x11, let expected, let found) = fault else {
      Issue.record("the fault is \(String(describing: fault))")
      return
    }
    #expect((expected ^ found).nonzeroBitCount == 1)
    #expect(streaming.counters.verifiedThrough == 0)
  }

  @Test func faultsAreThrownAndCountedAndTheStreamComesBack() throws {
    let bench = oneChip()
    var acquisition = Acquisition(settings: ADS1299Settings(), bus: bench.bus, pins: bench.pins, clock: bench.clock)
    var frame = Frame()
    try acquisition.next(into: &frame)
    bench.faults.busErrorPerMillion = 1_000_000
    #expect(throws: ADS1299Fault.port(PortFault(port: .bus, code: 5))) { try acquisition.next(into: &frame) }
    let isStreaming = acquisition.isStreaming
    #expect(!isStreaming)
    #expect(throws: ADS1299Fault.port(PortFault(port: .bus, code: 5))) { try acquisition.next(into: &frame) }
    bench.faults = FrontEndFaults()
    try acquisition.next(into: &frame)
    let starts = acquisition.counters.starts
    #expect(starts == 2)
    // Both attempts together take more than a second: the samples of that time are lost and counted.
    #expect(frame.discontinuity && frame.sampleIndex > 250)
    #expect(acquisition.counters.framesLost == frame.sampleIndex - 1)
  }

  @Test func theCounterGoesOnWhenFramesDoNot() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    for _ in 0..<10 { try streaming.next(into: &frame) }
    let asleep = bench.clock
    var clock = asleep
    clock.sleep(untilNanoseconds: clock.nowNanoseconds() + 5 * 4_000_000)
    try streaming.next(into: &frame)
    #expect(frame.sampleIndex == 14)
    #expect(frame.codes[3] == expectedCode(nanovolts: namedVoltage(14, 3)))
    #expect(streaming.counters.framesLost == 4 && streaming.counters.framesDelivered == 11)
    #expect(!frame.discontinuity)
  }

  @Test func theKernelsTimeStampIsKept() throws {
    let bench = oneChip()
    var streaming = try bench.streaming()
    var frame = Frame()
    try streaming.next(into: &frame)
    let first = frame.monotonicNanoseconds
    for index in 1...20 as ClosedRange<UInt64> {
      try streaming.next(into: &frame)
      // The edge's time, not that of the transfer some hundred microseconds later.
      let due = first + index * 4_000_000
      #expect(frame.monotonicNanoseconds <= due + 1 && due <= frame.monotonicNanoseconds + 1)
    }
  }
}
