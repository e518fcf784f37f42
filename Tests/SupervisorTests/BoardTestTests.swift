import ADS1299
import Bundle
import Simulation
import Supervisor
import Testing
import Vocabulary

/// What a self-test says.
private struct Report: TextSink {
  private var bytes: [UInt8] = []
  /// How often it was shown.
  private(set) var flushes = 0

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
  mutating func flush() { flushes += 1 }

  var lines: [Substring] { String(decoding: bytes, as: UTF8.self).split(separator: "\n") }
}

@Suite struct BoardTestTests {
  private typealias Run = BoardTest<SimulatedBus, SimulatedPins, SimulatedClock, Report>

  private func bench(clockErrorPartsPerMillion: Int = 0) -> SimulatedBench {
    SimulatedBench(chips: [
      SimulatedChip(
        signal: InputSignal { _, _ in 1000 }, clockErrorPartsPerMillion: clockErrorPartsPerMillion)
    ])
  }

  private func run(_ bench: SimulatedBench) -> (isPassed: Bool, lines: [Substring]) {
    var report = Report()
    let idle = Run.Chip.Idle(bus: bench.bus, pins: bench.pins, clock: bench.clock)
    let isPassed = Run.run(idle, ADS1299Settings(), AcquireTests.names, &report)
    return (isPassed, report.lines)
  }

  @Test func aGoodBoardPassesEveryTest() {
    let found = run(bench())
    #expect(found.isPassed)
    #expect(found.lines.filter { $0.hasSuffix(": passed") }.count == 1 + 8 + 8 + 2)
    #expect(!found.lines.contains { $0.contains("FAILED") })
  }

  @Test func impedancesAreMeasuredWhateverTheBoardWatches() throws {
    let ohms = [0, 1_000, 5_000, 10_000, 20_000, 50_000, 200_000, 700_000].map(Double.init)
    let bench = SimulatedBench(chips: [SimulatedChip(signal: InputSignal(ohms: ohms) { _, _ in 1000 })])
    let found = run(bench)
    #expect(found.isPassed)
    for (input, ohms) in ohms.enumerated() {
      let start = "impedance: input \(input + 1): ohms "
      let line = try #require(found.lines.first { $0.hasPrefix(start) })
      let measured = try #require(Double(line.dropFirst(start.count)))
      #expect(abs(measured - ohms) <= 0.03 * ohms + 10, "\(line)")
    }
  }

  @Test func aClockThatIsOffByMoreThanTheDataSheetAllowsFails() {
    #expect(run(bench(clockErrorPartsPerMillion: 20_000)).isPassed)
    let found = run(bench(clockErrorPartsPerMillion: 35_000))
    #expect(!found.isPassed)
    let last = found.lines.last ?? ""
    #expect(last.hasSuffix("FAILED: chip select 1: samples come at another rate than was set"), "\(last)")
    for factor in [2, 4] {
      let fast = run(bench(clockErrorPartsPerMillion: (factor - 1) * 1_000_000))
      #expect(!fast.isPassed && fast.lines.last?.contains("another rate") == true, "\(fast.lines)")
    }
  }

  /// Edges that are late or lost, at random: what is so bad that the chip's clock cannot be measured is never passed.
  @Test(arguments: [0, 100, 300, 600, 950], [0, 100_000, 300_000, 700_000])
  func unreliableEdgesNeverPass(delayPermille: UInt64, lostPerMillion: UInt32) {
    let bench = bench()
    bench.faults.stampDelayPermille = delayPermille
    bench.faults.lostEdgePerMillion = lostPerMillion
    let found = run(bench)
    #expect(found.isPassed == (delayPermille <= 300 && lostPerMillion == 0), "\(found.lines)")
    #expect(found.isPassed || found.lines.contains { $0.contains("FAILED") })
  }

  @Test func whatIsWrongIsSaidInASentence() {
    let silent = bench()
    silent.faults.busErrorPerMillion = 1_000_000
    let found = run(silent)
    #expect(!found.isPassed)
    let line = found.lines.last ?? ""
    #expect(line.contains("FAILED: /dev/spidev0.0: the SPI transfer failed"), "\(line)")
    let dead = bench()
    dead.faults.deadIdentityPerMillion = 1_000_000
    let identity = run(dead).lines.last ?? ""
    #expect(identity.contains("no ADS1299 answers: ID 0x3e expected, found"), "\(identity)")
  }

  @Test func aBrokenTestSignalFails() {
    let broken = bench()
    broken.chips[0].isTestSignalBroken = true
    let found = run(broken)
    #expect(!found.isPassed && found.lines.contains { $0.hasPrefix("test signal: input 1") && $0.hasSuffix("FAILED") })
  }

  @Test func aLineThatStopsIsAFault() {
    let stuck = bench()
    stuck.silence(select: 0)
    let found = run(stuck)
    #expect(!found.isPassed && found.lines.last?.contains("no data-ready edge") == true)
  }

  @Test func theLinesAreDrivenForTwoSecondsEachAndALineThatFailsIsNamed() {
    for failure in [nil, 19] as [Int32?] {
      let (bench, pins) = (bench(), FakePins())
      if let failure { pins.failures[.light] = failure }
      var report = Report()
      var clock = bench.clock
      let before = bench.now
      #expect(Run.testLines(pins, &clock, &report) == (failure == nil))
      #expect(bench.now - before >= 4_000_000_000 && report.flushes == 2)
      if failure != nil {
        #expect(report.lines.contains { $0.contains("GPIO17: driving the GPIO line failed: no such device (ENODEV)") })
      }
    }
  }

  @Test func theLastLineIsTheVerdict() {
    for isPassed in [true, false] {
      var report = Report()
      Run.conclude(isPassed: isPassed, &report)
      #expect(report.lines == [isPassed ? "self-test: passed" : "self-test: FAILED"] && report.flushes == 1)
    }
  }
}
