import Alarms
import Bundle
import Configuration
import Crypto
import Designer
import EventLog
import Forecast
import Inference
import LogSupport
import Runtime
import Signal
import Supervisor
import Vocabulary

/// A deciding thread on made-up ports with the real runtime of the shipped detector, in time that a test lets pass.
final class Board {
  typealias Work = Decide<FakePins, FakeButton, FakeWatchdog, FakeClock, FakeArrivals, FakeRecords>

  /// Opens an event after 3 of 4 hops, calls when 3 hops could not be judged, and needs 4 good ones to end that.
  private static let policy = AlarmPolicy(
    firingHops: 4, raiseCount: 3, clearCount: 1, holdHops: 5, quorumPermille: 500, technicalRaiseHops: 3,
    technicalClearHops: 4)
  private static let electrodes = ["F7", "T7", "P7"]

  static let levelSource: UInt64 = 77

  let pins: FakePins
  let button: FakeButton
  let watchdog = FakeWatchdog()
  let clock = FakeClock()
  let arrivals = FakeArrivals()
  let records = FakeRecords()
  let mailbox: StateMailbox
  var reading = StorageReading()
  private(set) var hasEnded = false
  /// Called after each step.
  var onStep: () -> Void = {}
  /// Whether a press was recorded.
  private(set) var hasPressed = false
  private var work: Work
  var runtime: Runtime
  private let section: [UInt8]
  private let history: [UInt8]
  private var nextSample: UInt64 = 0

  /// Prepares a board.
  ///
  /// - Parameters:
  ///   - isFiring: Whether every hop that can be judged is above the threshold; else none is.
  ///   - kept: What outlived the last run.
  ///   - isStateDamaged: Whether it could not be read.
  ///   - person: Whose board it is.
  ///   - damaged: Other parts that could not be read.
  ///   - level: The person's level.
  ///   - forecaster: What was learned of when their seizures come.
  ///   - history: The person's history, which nobody signed.
  ///   - roles: The lines that there are.
  ///   - hasButton: Whether there is a button.
  ///   - electrodes: Which inputs have an electrode, and which of them are watched.
  ///   - inputNotes: What is doubtful about the inputs.
  ///   - evidence: The bundle's forecaster of the EEG.
  ///   - memory: What was learned with it.
  /// - Throws: What is wrong with the shipped files.
  init(
    isFiring: Bool = false, kept: KeptState = KeptState(), isStateDamaged: Bool = false,
    person: KeptPerson = KeptPerson(), damaged: UInt32 = 0, level: PersonalLevel = .none,
    forecaster: HazardForecaster? = nil, history: [UInt8] = [],
    roles: [LineRole] = [.alarm, .fault, .buzzer, .light, .nurseCall, .heartbeat], hasButton: Bool = true,
    electrodes: ElectrodeInputs = ElectrodeInputs(), inputNotes: InputNotes = InputNotes(),
    evidence: EvidenceLayer? = nil, memory: EvidenceMemory? = nil
  ) throws {
    let bundle = try DetectorBundle.makeDefault()
    let calibration = Calibration(referenceMicrovolts: 4_500_000, gain: 24)
    let inputs = Self.electrodes.map { InputDescription(label: $0, calibration: calibration) }
    let design = try bundle.design(inputs: inputs, rate: Rate(250)).design
    let settings = RuntimeSettings(
      policy: Self.policy, thresholdPerChannel: isFiring ? .min : .max, clipHopsBefore: 2, clipHopsAfter: 2,
      level: level)
    let section = bundle.section
    self.section = section
    self.history = history
    runtime = try Runtime(
      design: design, plan: ModelPlan(section: section.span), section: section.span, settings: settings)
    pins = FakePins(roles)
    button = FakeButton(isWired: hasButton)
    mailbox = StateMailbox(kept)
    work = Work(
      pins: pins, button: button, watchdog: watchdog, clock: clock, arrivals: arrivals, records: records, kept: kept,
      person: person, levelSource: Board.levelSource, electrodes: electrodes, evidence: evidence)
    if let forecaster { work.resume(forecaster) }
    if let memory { work.resume(memory) }
    if !history.isEmpty {
      work.offer(HistoryFinding(checking: history.span, of: person, trust: Trust(), verifier: Ed25519Verifier.self))
    }
    mailbox.put(pseudonym: InlineArray { 0x80 + UInt8($0) })
    work.start(Samples.session(), inputNotes, isStateDamaged: isStateDamaged, damaged: damaged, &runtime)
  }

  /// Lets the thread take one step.
  func step() {
    reading.beat &+= 1
    let (section, history) = (section, history)
    if work.step(&runtime, section: section.span, storage: reading, history: history.span, mailbox) { hasEnded = true }
    hasPressed = hasPressed || !records.acknowledgements.isEmpty
    onStep()
  }

  /// Whether the alarm line calls for a seizure: once a hop could be judged.
  var isSeizureRaised: Bool { runtime.isSeizureAlarmRaised && pins.levels[.alarm] == true }

  /// Lets time pass in steps of 50 ms, without frames.
  func wait(milliseconds: UInt64) {
    for _ in 0..<milliseconds / 50 {
      clock.now += 50_000_000
      step()
    }
  }

  /// Plays seconds of a made-up signal, in steps of 12 frames.
  func play(seconds: Int, change: (inout Frame) -> Void = { _ in }) {
    for index in 0..<250 * seconds {
      clock.now += 4_000_000
      var arrival = Arrival()
      arrival.frame = Frame(sampleIndex: nextSample)
      arrival.frame.monotonicNanoseconds = clock.now
      for input in Self.electrodes.indices { arrival.frame.codes[input] = Self.code(nextSample, input) }
      change(&arrival.frame)
      arrivals.waiting.append(arrival)
      nextSample += 1
      if index % 12 == 11 { step() }
    }
    step()
  }

  /// Plays seconds in which every electrode is off.
  func playLeadOff(seconds: Int) {
    play(seconds: seconds) { for input in Self.electrodes.indices { $0.leadOff[input] = true } }
  }

  /// Hands a fault of the front end over.
  func fail(_ content: Arrival.Content, _ reason: ReasonCode, _ detail: FaultDetail) {
    var arrival = Arrival()
    (arrival.content, arrival.reason, arrival.detail) = (content, reason, detail)
    arrivals.waiting.append(arrival)
    step()
  }

  /// Presses the button for so long.
  func press(milliseconds: UInt64 = 200) {
    button.changes.append(ButtonChange(isPressed: true, monotonicNanoseconds: clock.now))
    wait(milliseconds: milliseconds)
    button.changes.append(ButtonChange(isPressed: false, monotonicNanoseconds: clock.now))
    wait(milliseconds: 100)
  }

  /// What is kept now.
  var kept: KeptState? { mailbox.take(KeptState()) }

  /// Ends the program.
  func end(_ ending: Work.Ending, isStored: () -> Bool) {
    work.prepareEnd()
    work.end(ending, isStored: isStored)
  }

  /// Slow waves of three electrodes, different for each.
  private static func code(_ sample: UInt64, _ input: Int) -> Int32 {
    func triangle(_ period: UInt64, _ amplitude: Int32) -> Int32 {
      let phase = Int32((sample + 7 * UInt64(input)) % period)
      let half = Int32(period / 2)
      return abs(phase - half) * amplitude / half - amplitude / 2
    }
    return triangle(61, 1200) + triangle(UInt64(90 + 5 * input), 2400) + triangle(23, 500)
  }
}
