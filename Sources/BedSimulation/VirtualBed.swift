import Simulation
import Supervisor
import Vocabulary

/// A bed with a device at it, in time that passes only here: runs one scenario, and lets the oracles look at each step.
final class VirtualBed {
  /// The monotonic clock at a scenario's start; a board has run for a while then, or not.
  static let epoch: UInt64 = 1_000_000_000_000
  /// From power to the program's start.
  private static let bootNanoseconds: UInt64 = 8_000_000_000
  /// From the program's start to the first frame, where the driver is not played.
  private static let powerUpNanoseconds: UInt64 = 400_000_000
  private static let framePeriod: UInt64 = 4_000_000
  /// In which order the three threads have their turns in a slice of time.
  private enum Turn { case acquire, decide, store }
  private static let turns: [[Turn]] = [
    [.acquire, .decide, .store], [.acquire, .store, .decide], [.decide, .acquire, .store], [.decide, .store, .acquire],
    [.store, .acquire, .decide], [.store, .decide, .acquire],
  ]

  let scenario: Scenario
  let device: BedDevice
  let defect: PlantedDefect?
  let ports: BedPorts
  var truth = BedTruth()
  var signal: BedSignal
  var wires: BedWires?
  /// The EEG that a device which is blind to a disturbance takes that for.
  private var healthy: BedSignal?
  private(set) var program: Program?
  var generator: SeededGenerator
  private(set) var oracles: Oracles
  private var person: Person
  var acts: BedActs
  /// Whether nothing called when somebody began to hold the button.
  private var isHoldCalm = false
  /// When somebody began to lean on the button.
  var leanedSince: UInt64 = 0
  /// Samples that went by while the machine slept.
  private var sleptSamples = 0
  private var events: [BedEvent]
  private var nextEvent = 0
  /// When the machine is up, and when the program is started.
  private var upAt = VirtualBed.epoch
  var startAt: UInt64? = VirtualBed.epoch
  private var pauseSeconds: UInt64 = 1
  private var storeDue: UInt64 = 0
  private var firstSample: UInt64 = 0
  private var nextSample: UInt64 = 0
  /// Kinds of records, faults, restarts and ends that were met.
  private(set) var handlers: Set<String> = []

  init(_ scenario: Scenario, device: BedDevice, canary: Canary? = nil) throws {
    self.scenario = scenario
    self.device = device
    if case .planted(let defect) = canary { self.defect = defect } else { defect = nil }
    generator = SeededGenerator(seed: scenario.seed ^ 0x5EED)
    signal = BedSignal(seed: scenario.seed)
    person = Person(scenario.reaction, seed: scenario.seed)
    acts = BedActs(defect: defect)
    events = BedEvent.all(of: scenario)
    if case .blind = canary { healthy = BedSignal(seed: scenario.seed) }
    ports = BedPorts(seed: scenario.seed, startNanoseconds: Self.epoch, defect: defect)
    // A rule that is blind is so in the shadow as well.
    oracles = Oracles(device, hasShadow: !scenario.isWired && healthy == nil && defect != .leadOffHidden)
    if scenario.isWired {
      wires = try BedWires(device, seed: scenario.seed, startNanoseconds: Self.epoch)
    }
    ports.records.onCommit = { [unowned self] in committed($0) }
    ports.arrivals.onFrame = { [unowned self] in oracles.acquired($0) }
  }

  var now: UInt64 { ports.clock.now }

  /// Seconds since the scenario's start.
  var seconds: Double { Double(now - Self.epoch) / 1e9 }

  /// Runs the scenario to its end.
  ///
  /// - Returns: What was broken.
  func run() throws -> [Violation] {
    let end = Self.epoch + UInt64(scenario.seconds * 1e9)
    while now < end && !oracles.isOver {
      while nextEvent < events.count && events[nextEvent].time <= now {
        apply(events[nextEvent])
        nextEvent += 1
      }
      let slice = Self.framePeriod * (5 + generator.below(8))
      let next = nextEvent < events.count ? events[nextEvent].time : end
      try advance(to: max(now + 1, min(now + slice, next, end)))
    }
    program?.end()
    oracles.finish(self)
    return oracles.violations
  }

  private func advance(to time: UInt64) throws {
    if let startAt, startAt <= time, upAt <= time, program == nil {
      ports.clock.now = max(startAt, upAt, now)
      try start()
    }
    let turns = Self.turns[Int(generator.below(UInt64(Self.turns.count)))]
    ports.clock.now = time
    for turn in turns {
      switch turn {
      case .acquire: acquire(until: time)
      case .decide: runDecide()
      case .store: runStore()
      }
    }
    ports.pins.settle()
    if ports.watchdog.isDue { reset() }
    acts.look(at: now, ports.state)
    press()
    oracles.observe(self)
  }

  private func start() throws {
    startAt = nil
    if ports.button.isClosed { didPress() }
    ports.button.open(at: now)
    ports.arrivals.clear()
    ports.records.clear()
    truth.programStart = now
    try oracles.willStart(self)
    let program = try Program(device, ports, defect: defect)
    self.program = program
    if program.isStateDamaged { handlers.insert("state-damaged") }
    if program.isLatched { handlers.insert("latch-restored") }
    storeDue = now
    firstSample = (now + Self.powerUpNanoseconds - Self.epoch) / Self.framePeriod + 1
    nextSample = firstSample
    wires?.open(at: now)
  }

  /// Frames up to a time go into the queue, unless they are lost.
  private func acquire(until time: UInt64) {
    guard program != nil else { return }
    if let wires {
      wires.isLosing = truth.isActive(.framesLost)
      if truth.isStopped { wires.sleep(until: time) } else { wires.run(until: time, into: ports.arrivals) }
      return
    }
    var arrival = Arrival()
    let isLost = truth.isStopped || truth.isActive(.framesLost)
    while Self.epoch + nextSample * Self.framePeriod <= time {
      let sample = nextSample
      nextSample += 1
      if isLost { continue }
      arrival.frame = Frame(sampleIndex: sample - firstSample)
      arrival.frame.monotonicNanoseconds = Self.epoch + sample * Self.framePeriod
      let place = Int(sample) + sleptSamples
      let isDropped = signal.fill(&arrival.frame, at: place)
      if truth.isActive(.notEEG) || truth.isActive(.interrupted) {
        if healthy?.fill(&arrival.frame, at: place) == nil && isDropped { continue }
      }
      ports.arrivals.put(arrival)
    }
  }

  private func runDecide() {
    guard let program, !truth.isStopped, !truth.isDecideHung else { return }
    if program.decideStep() {
      handlers.insert(program.hasSlept ? "ended-slept" : "ended-lost-port")
      endProgram()
    }
  }

  private func runStore() {
    guard let program, !truth.isStopped, !truth.isStoreStalled else { return }
    let isWoken = ports.records.isRung && generator.below(3) == 0
    guard isWoken || now >= storeDue else { return }
    ports.records.isRung = false
    program.storeStep()
    let isSlow = truth.isActive(.diskSlow)
    storeDue = now + (isSlow ? 2_000_000_000 + generator.below(3_000_000_000) : 1_000_000_000)
  }

  /// The program is gone, by whatever; whoever watches over it starts it again.
  func endProgram() {
    guard let program else { return }
    handlers.insert("restarted")
    let ran = now - program.start
    self.program = nil
    ports.pins.release()
    wires?.close()
    truth.programStart = nil
    (truth.isDecideHung, truth.isStopped, truth.isStoreStalled) = (false, false, false)
    pauseSeconds = ran >= 60_000_000_000 ? 1 : min(30, pauseSeconds * 2)
    startAt = now + pauseSeconds * 1_000_000_000
    oracles.didEnd(self)
  }

  /// The machine sleeps: time goes by of which its clock tells nothing.
  func sleepMachine(seconds: Double) {
    ports.clock.sleepMachine(nanoseconds: UInt64(seconds * 1e9))
    sleptSamples += Int(seconds * Double(BedSignal.rate))
  }

  /// The watchdog resets the board.
  private func reset() {
    handlers.insert("reset-by-watchdog")
    losePower(until: now)
  }

  /// The power is gone, and comes back.
  func losePower(until time: UInt64) {
    endProgram()
    ports.disk.cutPower(&generator)
    ports.watchdog.reset()
    ports.pins.release()
    pauseSeconds = 1
    upAt = time + Self.bootNanoseconds
    startAt = upAt
  }

  private func press() {
    if ports.pins.isDriven && ports.pins.isActive(.alarm) { ports.button.pressItself(at: now) }
    guard !truth.isActive(.buttonStuck), !truth.isActive(.buttonChatters) else {
      if truth.isActive(.buttonChatters) { ports.button.change(isPressed: generator.next() & 1 == 0, at: now) }
      return acts.leaveButton()
    }
    if let (change, ask) = acts.press(now: now, isClosed: ports.button.isClosed) {
      // Who presses while something calls answers that.
      if change.isPressed { isHoldCalm = !ports.pins.isActive(.alarm) && !ports.pins.isActive(.fault) }
      if var ask {
        ask.isOwed = isHoldCalm
        oracles.asked(ask)
      }
      return pass(change)
    }
    let isCalled = ports.pins.isActive(.alarm) || ports.pins.isActive(.fault)
    guard !acts.isAtButton || ports.button.isClosed, let change = person.act(isCalled: isCalled, now: now) else {
      return
    }
    pass(change)
  }

  /// The button's contacts change by somebody's hand.
  private func pass(_ change: ButtonChange) {
    if change.isPressed { didPress() } else { oracles.released(self) }
    ports.button.change(isPressed: change.isPressed, at: change.monotonicNanoseconds)
  }

  /// A person, or what leans on the button, presses it.
  func didPress() {
    ports.pins.pressed = now
    oracles.pressed(self)
  }

  private func committed(_ records: ArraySlice<RecordRoom.Record>) {
    for record in records { note(record) }
    oracles.committed(records.filter { $0.kind != nil }, self)
  }

  /// An alarm's phase, and why a seizure's became more urgent.
  private static func phase(_ body: [UInt8]) -> String {
    switch body[2] {
    case 1: return "raised"
    case 2: return "cleared"
    default:
      guard body[1] == 1 else { return "escalated" }
      let reason = RawBody(body).number(at: 3, bytes: 2).map(UInt16.init).flatMap(ReasonCode.init) ?? .none
      return "escalated-\(reason.name)"
    }
  }

  /// Notes which of the supervisor's and the runtime's handlers made a record.
  private func note(_ record: RecordRoom.Record) {
    switch record.kind {
    case .fault:
      let reason = ReasonCode(rawValue: RawBody(record.body).number(at: 2, bytes: 2).map(UInt16.init) ?? 0) ?? .none
      handlers.insert("fault-\(reason.name)-\(record.body[1] == 1 ? "raised" : "cleared")")
    case .alarm: handlers.insert("alarm-\(record.body[1])-\(Self.phase(record.body))")
    case .person: handlers.insert("act-\(record.body[1])")
    case .acknowledgement: handlers.insert("acknowledged-\(record.body[1])")
    default: break
    }
  }
}
