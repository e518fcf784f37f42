import ADS1299
import Bundle
import Simulation
import Supervisor
import Testing
import Vocabulary

@Suite struct AcquireTests {
  private typealias Work = Acquire<SimulatedBus, SimulatedPins, SimulatedClock, FakeArrivals>

  /// The names of the virtual board's ports.
  static var names: PortNames {
    var board = BoardSection(
      identity: BoardIdentity("test"), processor: KernelName("cortex-a53"), evidence: .emulated,
      spiDevice: KernelName("/dev/spidev0.0"), spiMode: 1, spiHertz: 4_000_000,
      frontEnd: FrontEnd(
        kind: .ads1299, arrangement: .single, inputCount: 8, referenceMicrovolts: 4_500_000,
        registers: InlineArray(repeating: InlineArray(repeating: 0))),
      labels: InlineArray(repeating: ChannelName()), watchdogDevice: KernelName(), watchdogSeconds: 0,
      releasedLines: .input)
    board.append(
      Line(
        role: .dataReady, polarity: .activeLow, failSafe: .none, chip: KernelName("pinctrl-rp1"),
        name: KernelName("GPIO26")))
    return PortNames(of: board)
  }

  @Test func framesComeAndAFaultWithItsDetailAndThenFramesAgain() throws {
    let bench = SimulatedBench(chips: [SimulatedChip(signal: InputSignal { _, _ in 1000 })])
    let arrivals = FakeArrivals()
    let acquisition = Acquisition(
      settings: ADS1299Settings(), bus: bench.bus, pins: bench.pins, clock: bench.clock)
    var work = Work(acquisition, names: Self.names, into: arrivals)
    for _ in 0..<10 { work.step() }
    #expect(arrivals.waiting.allSatisfy { $0.content == .frame } && arrivals.waiting.count == 10)
    bench.faults.busErrorPerMillion = 1_000_000
    arrivals.waiting = []
    while !arrivals.waiting.contains(where: { $0.content != .frame }) { work.step() }
    let fault = try #require(arrivals.waiting.last)
    #expect(fault.reason == .frontEnd)
    guard case .system(.transfer, let subject, _) = fault.detail else {
      Issue.record("\(fault.detail)")
      return
    }
    #expect(subject == KernelName("/dev/spidev0.0"))
    bench.faults.busErrorPerMillion = 0
    arrivals.waiting = []
    while !arrivals.waiting.contains(where: { $0.content == .frame }) { work.step() }
  }

  /// An update on trial begins with the chip's own test signal, whoever is connected.
  @Test(arguments: [false, true]) func theTestSignalComesBeforeTheFirstFrameWhereAskedFor(isBroken: Bool) throws {
    let bench = SimulatedBench(chips: [SimulatedChip(signal: InputSignal { _, _ in 1000 })])
    bench.chips[0].isTestSignalBroken = isBroken
    var settings = ADS1299Settings(rate: .sps500)
    settings.inputs[3].isOn = false
    let arrivals = FakeArrivals()
    let acquisition = Acquisition(
      settings: settings, bus: bench.bus, pins: bench.pins, clock: bench.clock, testsFirst: true)
    var work = Work(acquisition, names: Self.names, into: arrivals)
    let begun = bench.now
    work.step()
    // Two periods of the signal, about one a second.
    #expect(bench.now - begun > 1_000_000_000)
    for _ in 0..<20 { work.step() }
    let faults = arrivals.waiting.filter { $0.content != .frame }
    #expect(faults.count == (isBroken ? 1 : 0))
    if let fault = faults.first {
      #expect(fault.content == .fault && fault.reason == .selfTest)
      #expect(fault.detail == .testSignal(inputs: ChannelMask(rawValue: 0b1111_0111)))
      #expect(arrivals.waiting.first?.content == .fault)
    }
    // The person's samples are counted from 0, at the rate that was set, and none of them is lost.
    let frames = arrivals.waiting.filter { $0.content == .frame }.map(\.frame)
    #expect(frames.map(\.sampleIndex) == Array(0..<UInt64(frames.count)) && !frames[0].discontinuity)
    #expect(frames[1].monotonicNanoseconds - frames[0].monotonicNanoseconds < 3_000_000)
    #expect(bench.chips[0].registers == settings.registers(chip: 0))
  }

  /// A frame in a hundred that is broken is no input that measures wrong, and what a test that broke off counted is
  /// nobody's: the person's samples begin at 0.
  @Test func aTestOnAWireThatErrsNowAndThenCondemnsNoInput() throws {
    var brokenOff = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let bench = SimulatedBench(chips: [SimulatedChip(signal: InputSignal { _, _ in 1000 })], seed: seed)
      bench.faults.zeroAnswerPerMillion = 5_000
      bench.faults.busErrorPerMillion = 2_000
      let arrivals = FakeArrivals()
      let acquisition = Acquisition(
        settings: ADS1299Settings(), bus: bench.bus, pins: bench.pins, clock: bench.clock, testsFirst: true)
      var work = Work(acquisition, names: Self.names, into: arrivals)
      while !arrivals.waiting.contains(where: { $0.content == .frame }) { work.step() }
      let first = try #require(arrivals.waiting.last)
      #expect(first.frame.sampleIndex == 0 && !first.frame.discontinuity, "seed \(seed)")
      #expect(!arrivals.waiting.contains { $0.content == .fault && $0.reason == .selfTest }, "seed \(seed)")
      brokenOff += arrivals.waiting.count > 1 ? 1 : 0
    }
    #expect(brokenOff > 5)
  }

  /// A chip that does not answer to the test is asked again, and tested then.
  @Test func aTestThatCouldNotBeMadeIsMadeLater() throws {
    let bench = SimulatedBench(chips: [SimulatedChip(signal: InputSignal { _, _ in 1000 })])
    bench.chips[0].isTestSignalBroken = true
    bench.faults.busErrorPerMillion = 1_000_000
    let arrivals = FakeArrivals()
    let acquisition = Acquisition(
      settings: ADS1299Settings(), bus: bench.bus, pins: bench.pins, clock: bench.clock, testsFirst: true)
    var work = Work(acquisition, names: Self.names, into: arrivals)
    work.step()
    bench.faults.busErrorPerMillion = 0
    for _ in 0..<3 { work.step() }
    let reasons = arrivals.waiting.map { $0.content == .frame ? ReasonCode.none : $0.reason }
    #expect(reasons == [.frontEnd, .selfTest, .none, .none])
  }

  @Test(arguments: [(6, true), (9, true), (19, true), (108, true), (5, false), (110, false)] as [(Int32, Bool)])
  func aDeviceThatHasGoneIsALostPort(code: Int32, isLost: Bool) {
    for port in [PortFault.Port.bus, .pins] {
      let fault = ADS1299Fault.port(PortFault(port: port, code: code))
      #expect(fault.isPortLost == isLost)
    }
  }

  @Test func everyFaultOfTheFrontEndHasItsDetail() {
    let names = Self.names
    let expected: [(ADS1299Fault, FaultDetail)] = [
      (.port(PortFault(port: .pins, code: 19)), .system(.sense, subject: names.pins, code: 19)),
      (.identity(chip: 1, found: 0), .identity(chip: 1, found: 0)),
      (.noData(select: 1), .noEdges(select: 1)), (.brokenFrames(select: 0), .brokenFrames(select: 0)),
      (.rate(select: 1), .rate(select: 1)),
      (.overrun, .lateFrames),
      (.testSignal(inputs: ChannelMask(first: 2)), .testSignal(inputs: ChannelMask(first: 2))),
      (
        .register(chip: 0, address: 3, expected: 1, found: 2), .register(chip: 0, address: 3, expected: 1, found: 2)
      ),
      (.settings(.serialClock(hertz: 9)), .settings(.serialClock, 9)),
      (.settings(.rateTooHigh(hertz: 8, serialHertz: 1)), .settings(.rate, 8)),
      (.settings(.reference(microvolts: 7)), .settings(.reference, 7)),
      (.settings(.repeatedBytes(6)), .settings(.repeatedBytes, 6)),
      (.settings(.leadOffMissing(input: 5)), .settings(.leadOffMissing, 6)),
      (.settings(.testSignalMissing(input: 4)), .settings(.testSignalMissing, 5)),
      (.settings(.daisyChainDiffers(input: 3)), .settings(.daisyChain, 4)),
      (.settings(.excitation), .settings(.excitation, 0)),
      (.settings(.register(chip: 1, address: 2, value: 3)), .settings(.register, 0x03_02_01)),
    ]
    for (fault, detail) in expected { #expect(fault.detail(bus: names.bus, pins: names.pins) == detail) }
  }
}
