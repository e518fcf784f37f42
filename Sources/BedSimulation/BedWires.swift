import ADS1299
import Simulation
import Supervisor
import Synchronization
import Vocabulary

/// The front end byte by byte: the real driver over a simulated chip with its bus, its edges and its clock.
final class BedWires {
  private typealias Acquiring = Acquire<SimulatedBus, SimulatedPins, SimulatedClock, HeldArrivals>

  /// What the electrodes carry, as the chip asks for it.
  final class Feed: Sendable {
    private let state: Mutex<(signal: BedSignal, frame: Frame, isLost: Bool)>

    init(seed: UInt64) {
      state = Mutex((BedSignal(seed: seed), Frame(), false))
    }

    /// Changes what the electrodes carry from the next conversion on.
    func change(_ change: (inout BedSignal) -> Void) { state.withLock { change(&$0.signal) } }

    /// Electrodes that are off, a bit for each.
    var off: UInt8 { state.withLock { UInt8(truncatingIfNeeded: $0.frame.leadOff.rawValue) } }

    /// Whether a frame is lost on its way since this was asked last.
    func takeLoss() -> Bool {
      state.withLock { state in
        defer { state.isLost = false }
        return state.isLost
      }
    }

    /// Nanovolts of an input; inputs are asked for in order.
    func nanovolts(_ sample: UInt64, _ input: Int) -> Int64 {
      state.withLock { state in
        if input == 0 && state.signal.fill(&state.frame, at: Int(sample)) { state.isLost = true }
        return Int64(Double(state.frame.codes[input]) * BedSignal.unit * 1_000)
      }
    }
  }

  /// The acquiring thread's queue before it is looked at: it runs ahead by up to one wait.
  private final class HeldArrivals: ArrivalIntake {
    var held: [Arrival] = []
    /// Whether all frames are lost on their way now.
    var isLosing = false
    private let feed: Feed

    init(_ feed: Feed) {
      self.feed = feed
    }

    func put(_ arrival: borrowing Arrival) {
      if arrival.content == .frame && (feed.takeLoss() || isLosing) { return }
      held.append(copy arrival)
    }
  }

  let feed: Feed
  let bench: SimulatedBench
  private let settings: ADS1299Settings
  private let names: PortNames
  private let intake: HeldArrivals
  private var times: [UInt64] = []
  private var work: Acquiring?

  init(_ device: BedDevice, seed: UInt64, startNanoseconds: UInt64) throws {
    let feed = Feed(seed: seed)
    self.feed = feed
    intake = HeldArrivals(feed)
    let chip = SimulatedChip(signal: InputSignal { feed.nanovolts($0, $1) }, seed: seed)
    bench = SimulatedBench(
      chips: [chip], wiredLines: ControlLines(reset: true, start: true, powerDown: true), seed: seed,
      startNanoseconds: startNanoseconds)
    settings = try ADS1299Settings(device.file.image.board.frontEnd)
    names = PortNames(of: device.file.image.board)
  }

  /// Whether all frames are lost on their way to the supervisor now.
  var isLosing: Bool {
    get { intake.isLosing }
    set { intake.isLosing = newValue }
  }

  /// A program opens the front end.
  func open(at time: UInt64) {
    var clock = bench.clock
    clock.sleep(untilNanoseconds: time)
    (intake.held, times) = ([], [])
    work = Acquiring(
      Acquisition(settings: settings, bus: bench.bus, pins: bench.pins, clock: bench.clock), names: names,
      into: intake)
  }

  /// The program is gone.
  func close() { work = nil }

  /// Lets the acquiring thread run to a time.
  func run(until time: UInt64, into ring: ArrivalRing) {
    while bench.now <= time && work != nil {
      work?.step()
      bench.chips[0].signal.positiveOff = feed.off
      while times.count < intake.held.count { times.append(bench.now) }
    }
    var count = 0
    while count < times.count && times[count] <= time {
      ring.put(intake.held[count])
      count += 1
    }
    intake.held.removeFirst(count)
    times.removeFirst(count)
  }

  /// The thread is not run before a time.
  func sleep(until time: UInt64) {
    var clock = bench.clock
    clock.sleep(untilNanoseconds: time)
  }

  /// Begins a fault of the wires, or ends it.
  func set(_ fault: Fault, isOn: Bool) {
    let often: UInt32 = isOn ? 1_000_000 : 0
    switch fault.kind {
    case .busErrors: bench.faults.busErrorPerMillion = often
    case .zeroAnswers: bench.faults.zeroAnswerPerMillion = often
    case .onesAnswers: bench.faults.onesAnswerPerMillion = often
    case .bitSlips: bench.faults.bitSlipPerMillion = often / 10
    case .lostEdges: bench.faults.lostEdgePerMillion = often / 20
    case .droppedEdges: bench.faults.droppedEdgePerMillion = often / 20
    case .doubledEdges: bench.faults.extraEdgePerMillion = often
    case .jitter: bench.faults.stampDelayPermille = isOn ? 300 : 0
    case .stuckLine: bench.faults.stuckLinePerMillion = often / 200
    case .chipSilent: if isOn { bench.silence(select: 0) } else { bench.release(select: 0) }
    case .brownOut: bench.faults.brownOutPerMillion = often / 1_000
    case .registerUpset: bench.faults.registerUpsetPerMillion = often / 1_000
    case .deadIdentity:
      bench.faults.deadIdentityPerMillion = often
      bench.faults.brownOutPerMillion = often / 1_000
    case .acquireLate:
      (bench.faults.stallPerMillion, bench.faults.stallPermille) = (often / 50, 8_000)
    case .chipFast:
      bench.setClock(select: 0, errorPartsPerMillion: isOn ? [1_000_000, 3_000_000][fault.variant] : 0)
    default: break
    }
  }
}
