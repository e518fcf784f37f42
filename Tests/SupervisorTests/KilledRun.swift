import Crypto
import EventLog
import LogSupport
import Simulation
import Supervisor
import Testing

/// One run of the program at a bed, from its start to the instant at which it is killed.
final class KilledRun {
  private typealias Work = Store<SimulatedDisk, SHA256Hasher, FakeState, FakeRecords, FakeClock>

  /// The storing thread is not later than this: its pause is a second.
  private static let storeNanoseconds: UInt64 = 900_000_000
  private static let second: UInt64 = 1_000_000_000

  private unowned let bed: KilledBed
  private let board: Board
  private let isDamaged: Bool
  private let status = StorageStatus()
  private var store: Work
  private var storeDue: UInt64 = 0
  /// When a seizure was shown first, and when somebody acknowledged it.
  private var shown: UInt64?
  private var pressed: UInt64?
  /// Steps of the deciding thread until the kill, counted once there is something to lose.
  private var stepsLeft: UInt64
  private var isKilled = false

  init(_ keeper: consuming StateKeeper<FakeState>, isDamaged: Bool, _ bed: KilledBed) throws {
    self.bed = bed
    self.isDamaged = isDamaged
    let kept = keeper.state
    board = try Board(isFiring: !kept.alarms.isSeizureLatched, kept: kept, isStateDamaged: isDamaged)
    store = Work(
      keeper: keeper, records: board.records, clock: board.clock, policy: LogKeeper.policy, boot: Samples.boot(0))
    stepsLeft = bed.generator.below(80)
  }

  private var isCalling: Bool { board.pins.levels[.alarm] == true && board.pins.levels[.nurseCall] == true }

  /// Runs until it is killed.
  func run() throws {
    board.step()
    bed.started(isCalling: isCalling, isDamaged: isDamaged)
    if isCalling { shown = 0 }
    let isAcknowledged = bed.generator.below(4) == 0
    let pressAfter = 4 + bed.generator.below(16)
    board.onStep = { [unowned self] in stepped() }
    while shown == nil { board.play(seconds: 1) }
    var steps: UInt64 = 0
    while !isKilled {
      board.wait(milliseconds: 50)
      steps += 1
      if isAcknowledged && steps == pressAfter && !isKilled { press() }
    }
    board.onStep = {}
  }

  private func press() {
    pressed = board.clock.now
    board.press(milliseconds: 100)
  }

  /// The deciding thread took a step: the storing one may take one, the program may be killed.
  private func stepped() {
    guard !isKilled else { return }
    if shown == nil && board.isSeizureRaised { shown = board.clock.now }
    if shown != nil {
      isKilled = stepsLeft == 0
      stepsLeft -= isKilled ? 0 : 1
    }
    let isCut = isKilled && bed.generator.below(2) == 0
    if isCut { bed.cutWrite() }
    if isCut || board.clock.now >= storeDue || bed.generator.below(3) == 0 { storeStep() }
    if isKilled { bed.memory = memory }
  }

  private func storeStep() {
    storeDue = board.clock.now + Self.storeNanoseconds
    store.step(board.mailbox, status, isEnding: false) { bed.disk }
  }

  private var memory: KilledBed.Memory {
    let now = board.clock.now
    if let pressed { return now > pressed + 2 * Self.second ? .nothing : .open }
    guard let shown else { return .nothing }
    return now >= shown + Self.second ? .seizure : .open
  }
}
