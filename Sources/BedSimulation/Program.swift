import Crypto
import EventLog
import Forecast
import Runtime
import Supervisor

/// One run of the program on the board: the real supervisor's threads, started as `prodromed` starts them.
final class Program {
  private typealias Deciding = Decide<BedPins, BedButton, BedWatchdog, BedClock, ArrivalRing, RecordRoom>
  private typealias Storing = Store<BedDisk, SHA256Hasher, SimulatedState, RecordRoom, BedClock>

  private var decide: Deciding
  private var store: Storing
  private var runtime: Runtime
  private let mailbox: StateMailbox
  private let status = StorageStatus()
  private let section: [UInt8]
  private let lostSection: [UInt8]
  private let disk: BedDisk
  private let supply: BedSupply
  private let pseudonyms: PseudonymSource
  private let defect: PlantedDefect?
  /// Whether the model's weights are gone from memory.
  var isModelStuck = false
  /// Whether what is kept over restarts could not be read.
  let isStateDamaged: Bool
  /// Whether an alarm of the last run is shown again.
  let isLatched: Bool
  /// When it began.
  let start: UInt64

  init(_ device: BedDevice, _ ports: BedPorts, defect: PlantedDefect?) throws {
    start = ports.clock.now
    section = device.section
    lostSection = [UInt8](repeating: 0, count: device.section.count)
    disk = ports.disk
    supply = ports.supply
    pseudonyms = ports.pseudonyms
    self.defect = defect
    var runtime = try device.makeRuntime(defect)
    var keeper = StateKeeper(reading: ports.state)
    isStateDamaged = keeper.isDamaged
    keeper.keepAtStart(versionCounter: 0)
    let kept = keeper.state
    isLatched = kept.alarms.isSeizureLatched
    mailbox = StateMailbox(kept)
    let person = keeper.person(orNew: ports.pseudonyms.next()).person
    let levelSource = device.detector.levelSource(in: device.file.bytes.span)
    _ = keeper.resumeLevel(of: person, source: levelSource, in: &runtime)
    var forecaster = HazardForecaster(firstHour: 0)
    let past = keeper.resume(&forecaster, of: person)
    self.runtime = runtime
    ports.pins.claim()
    ports.watchdog.open()
    store = Storing(
      keeper: keeper, records: ports.records, clock: ports.clock, policy: LogPolicy(device.file.image.site.log),
      boot: device.boot())
    decide = Deciding(
      pins: ports.pins, button: ports.button, watchdog: ports.watchdog, clock: ports.clock, arrivals: ports.arrivals,
      records: ports.records, kept: kept, person: person, levelSource: levelSource,
      zone: device.file.image.site.timeZone)
    if past.hasBegun { decide.resume(forecaster) }
    decide.start(
      device.session(of: person), device.detector.inputNotes(of: device.file.image, in: device.file.bytes.span),
      isStateDamaged: isStateDamaged, damaged: 0, &self.runtime)
  }

  /// The deciding thread takes a step.
  ///
  /// - Returns: Whether the program has to end.
  func decideStep() -> Bool {
    let section = isModelStuck && defect != .standstillHidden ? lostSection : section
    let history: [UInt8] = []
    return decide.step(&runtime, section: section.span, storage: reading, history: history.span, mailbox)
  }

  /// Whether it has to end since the machine slept.
  var hasSlept: Bool {
    if case .slept = decide.reasonToEnd { return true }
    return false
  }

  private var reading: StorageReading {
    var reading = status.reading
    if defect == .storageFaultHidden { reading.fault = .none }
    if defect == .stalledStoreHidden { reading.beat = UInt32.random(in: 0...UInt32.max) }
    return reading
  }

  /// The storing thread takes a step.
  func storeStep(isEnding: Bool = false) {
    if !mailbox.isPseudonymDrawn { mailbox.put(pseudonym: pseudonyms.next()) }
    status.tell(isVoltageLow: supply.isLow && defect != .undervoltageHidden)
    store.step(mailbox, status, isEnding: isEnding) { [disk] in disk }
  }

  /// The program was asked to end.
  func end() {
    decide.prepareEnd()
    storeStep(isEnding: true)
    let status = status.reading
    decide.end(.asked) { status.isDone }
  }
}
