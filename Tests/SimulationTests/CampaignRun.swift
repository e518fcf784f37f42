import ADS1299
import Simulation
import Vocabulary

/// One short life of a front end with random faults, judged frame by frame against what the chips really converted.
struct CampaignRun {
  /// What was wrong, in words; empty if every promise was kept.
  private(set) var broken: [String] = []
  /// Frames handed out.
  private(set) var frames = 0
  /// Times the chips were started.
  private(set) var starts: UInt64 = 0

  let bench: SimulatedBench
  let settings: ADS1299Settings
  /// By chip: number of the conversion that sample 0 would have been; nil after each start until it is known.
  private var bases: [Int64?]
  private var previous: Frame?
  private var isLifeUndisturbed = true
  /// Frames whose registers have not been checked since: in doubt after a register fault.
  private var unverified: [(index: UInt64, isRight: Bool)] = []

  /// The voltages, never the same twice in a run.
  static let voltage: InputSignal.Voltage = { sample, input in
    Int64((sample &* 16 &+ UInt64(input)) &* 7_919 % 20_000_000) - 10_000_000
  }

  /// Prepares a run.
  init(seed: UInt64, faults: FrontEndFaults, settings: ADS1299Settings) {
    var generator = SeededGenerator(seed: seed &* 77)
    // At 4 MHz, commands are only just slow enough for a clock that is 2.4 % slow.
    let clockError = Int(generator.below(48_001)) - 24_000
    let second = SimulatedChip(
      signal: InputSignal { CampaignRun.voltage($0, $1 + 8) }, clockErrorPartsPerMillion: clockError, seed: seed + 1)
    let first = SimulatedChip(
      signal: InputSignal(nanovolts: CampaignRun.voltage), clockErrorPartsPerMillion: clockError,
      daisyInput: settings.arrangement == .daisyChain ? second : nil, seed: seed)
    bench = SimulatedBench(
      chips: settings.arrangement == .separateSelects ? [first, second] : [first],
      wiredLines: ControlLines(reset: generator.below(2) == 0, start: generator.below(2) == 0), faults: faults,
      seed: seed)
    self.settings = settings
    bases = Array(repeating: nil, count: settings.arrangement.inputs / 8)
  }

  /// Runs: some frames with faults, then the causes go and it has to recover by itself.
  mutating func run(calls: Int = 120) {
    var acquisition = Acquisition(
      settings: settings, bus: bench.bus, pins: bench.pins, clock: bench.clock, framesBetweenChecks: 20,
      retryNanoseconds: 20_000_000)
    let faults = bench.faults
    bench.faults = FrontEndFaults()
    if !step(&acquisition) { broken.append("no start") }
    bench.faults = faults
    for _ in 0..<calls { _ = step(&acquisition) }
    bench.faults.endNanoseconds = 0
    var goodInARow = 0
    var left = 160
    while goodInARow < 45 && left > 0 {
      goodInARow = step(&acquisition) ? goodInARow + 1 : 0
      left -= 1
    }
    if goodInARow < 45 { broken.append("no recovery") }
    starts = acquisition.counters.starts
    judgeUnverified(through: .max)
    judge(acquisition.counters)
    judgeViolations()
  }

  /// One call.
  ///
  /// - Returns: Whether it gave a frame with every input good.
  private mutating func step(
    _ acquisition: inout Acquisition<SimulatedBus, SimulatedPins, SimulatedClock>
  ) -> Bool {
    var frame = Frame()
    do throws(ADS1299Fault) { try acquisition.next(into: &frame) } catch {
      // Where registers can change unnoticed, samples since the last good check are in doubt; those before are not.
      judgeUnverified(through: acquisition.counters.verifiedThrough)
      if canRegistersChange { unverified = [] }
      isLifeUndisturbed = false
      bases = bases.map { _ in nil }
      return false
    }
    judge(frame)
    previous = frame
    frames += 1
    if let verified = acquisition.counters.verifiedThrough { judgeUnverified(through: verified) }
    return frame.invalid.isEmpty
  }

  private mutating func judge(_ frame: Frame) {
    if let previous { judgePlace(frame, after: previous) }
    if frame.discontinuity { isLifeUndisturbed = false }
    if frame.discontinuity { bases = bases.map { _ in nil } }
    var isRight = true
    for chip in bases.indices where !frame.invalid[8 * chip] {
      if bases[chip] == nil { bases[chip] = conversion(chip).map { $0 - Int64(frame.sampleIndex) } }
      guard let base = bases[chip], base + Int64(frame.sampleIndex) >= 0 else {
        isRight = false
        continue
      }
      let number = UInt64(base + Int64(frame.sampleIndex))
      for input in 8 * chip..<8 * chip + 8 where frame.codes[input] != code(number, input) { isRight = false }
    }
    unverified.append((frame.sampleIndex, isRight))
  }

  /// The number of a sample has to fit the time since the one before.
  private mutating func judgePlace(_ frame: Frame, after previous: Frame) {
    guard frame.sampleIndex > previous.sampleIndex else { return broken.append("numbers do not rise") }
    let elapsed = Double(frame.monotonicNanoseconds) - Double(previous.monotonicNanoseconds)
    let samples = elapsed / Double(settings.rate.periodNanoseconds)
    let counted = Double(frame.sampleIndex - previous.sampleIndex)
    // The clock is up to 2.4 % off, an extra edge in a lost one's place can come at any time of its period, and a
    // marked number is a guess.
    let most = (frame.discontinuity ? 3.5 : 1.3) + 0.026 * counted
    if abs(samples - counted) > most { broken.append("\(counted) samples in the time of \(samples)") }
  }

  private mutating func judgeUnverified(through index: UInt64?) {
    guard let index else { return }
    if unverified.contains(where: { $0.index <= index && !$0.isRight }) { broken.append("a wrong sample passed") }
    unverified.removeAll { $0.index <= index }
  }

  /// Whatever was lost has to be counted, no more and no less.
  private mutating func judge(_ counters: StreamCounters) {
    guard let previous else { return }
    if counters.framesDelivered != UInt64(frames) { broken.append("frames miscounted") }
    if counters.framesLost != previous.sampleIndex + 1 - UInt64(frames) { broken.append("losses miscounted") }
    // Where samples could not be counted, neither could edges.
    guard isLifeUndisturbed && settings.arrangement != .separateSelects else { return }
    let injected = bench.injected
    // An edge that was lost and an extra one that took its place cannot be told from none of both.
    let surplus = Int64(counters.edgesExtra) - Int64(counters.edgesMissed)
    let trueSurplus = Int64(injected.extraEdges) - Int64(injected.lostEdges)
    if surplus != trueSurplus { broken.append("edges: surplus of \(surplus) counted, of \(trueSurplus) injected") }
    let isDropExact = injected.extraEdges == 0 && counters.edgesDropped != injected.droppedEdges
    if isDropExact { broken.append("edges: dropped ones miscounted") }
  }

  /// A chip that lost its registers unnoticed is addressed in the wrong mode, and one that cannot be reset by a line is
  /// spoken to at any time after a fault; else the data sheet holds.
  private mutating func judgeViolations() {
    guard bench.injected.brownOuts + bench.injected.registerUpsets == 0 else { return }
    let isExcused = starts > 1 && !bench.wiredLines.reset
    for violation in bench.violations where !(isExcused && violation.hasPrefix("read within")) {
      broken.append("data sheet: \(violation)")
    }
  }

  /// Whether a register can change and frames still look right. A chip that has reset itself answers out of place,
  /// where it is asked for every frame; a daisy chain, which does not repeat its first byte, may still look right.
  private var canRegistersChange: Bool {
    let showsBrownOut = settings.readMode == .byCommand && settings.arrangement != .daisyChain
    return bench.injected.registerUpsets > 0 || bench.injected.brownOuts > 0 && !showsBrownOut
  }

  /// Number of the conversion that a chip's latest answer held.
  private func conversion(_ chip: Int) -> Int64? {
    let source = settings.arrangement == .separateSelects ? bench.chips[chip] : bench.chips[0]
    return source.lastSentConversion.map { Int64($0) }
  }

  private func code(_ sample: UInt64, _ input: Int) -> Int32 {
    Int32((Double(CampaignRun.voltage(sample, input)) * 24 * 8_388_608 / 4.5e9).rounded())
  }
}
