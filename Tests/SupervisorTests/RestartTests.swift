import Crypto
import EventLog
import LogSupport
import Simulation
import Supervisor
import Testing

/// The program is killed at every step of a reference scenario, and started again on what its disk then holds.
@Suite struct RestartTests {
  private typealias Work = Store<SimulatedDisk, SHA256Hasher, FakeState, FakeRecords, FakeClock>

  /// What was shown, and what a start would find, at one instant.
  private struct Instant {
    let millisecond: UInt64
    let isShown: Bool
    let isAcknowledged: Bool
    let found: KeptState
    let isDamaged: Bool
  }

  /// A seizure, a press ten seconds later, and five more seconds; the storing thread takes its step after each of the
  /// deciding one.
  private func scenario() throws -> [Instant] {
    let board = try Board(isFiring: true)
    let (disk, state) = (SimulatedDisk(), FakeState())
    var keeper = StateKeeper(reading: state)
    keeper.keepAtStart(versionCounter: 7)
    let status = StorageStatus()
    var store = Work(
      keeper: keeper, records: board.records, clock: board.clock, policy: LogKeeper.policy, boot: Samples.boot(0))
    var instants: [Instant] = []
    board.onStep = {
      store.step(board.mailbox, status, isEnding: false) { disk }
      let start = StateKeeper(reading: state)
      instants.append(
        Instant(
          millisecond: board.clock.now / 1_000_000, isShown: board.watchdog.fed > 0 && board.isSeizureRaised,
          isAcknowledged: board.hasPressed, found: start.state, isDamaged: start.isDamaged))
    }
    board.play(seconds: 12)
    board.wait(milliseconds: 2_000)
    board.press()
    board.wait(milliseconds: 2_000)
    return instants
  }

  @Test func anAlarmThatWasShownForASecondAndNobodyAcknowledgedOutlivesAKillAtEveryStep() throws {
    let instants = try scenario()
    let shown = try #require(instants.first { $0.isShown }?.millisecond)
    var checked = 0
    for instant in instants where instant.isShown && !instant.isAcknowledged && instant.millisecond >= shown + 1000 {
      #expect(instant.found.alarms.isSeizureLatched && instant.found.seizureEvent == 1, "\(instant.millisecond)")
      checked += 1
    }
    #expect(checked > 40)
    // Before it there was nothing to keep, and after the press nothing any more; the counter is always there.
    let last = try #require(instants.last)
    #expect(instants.filter { $0.millisecond < shown }.allSatisfy { !$0.found.alarms.isSeizureLatched })
    #expect(last.isAcknowledged && !last.found.alarms.isSeizureLatched)
    #expect(instants.allSatisfy { $0.found.versionCounter == 7 && !$0.isDamaged })
  }
}
