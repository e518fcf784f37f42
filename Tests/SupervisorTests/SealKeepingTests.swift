import Crypto
import EventLog
import LogSupport
import Supervisor
import Testing
import Vocabulary

@Suite struct SealKeepingTests {
  private static func bytes(_ state: SealState) -> [UInt8] { (0..<SealState.byteCount).map { state.bytes[$0] } }

  private static func states(_ count: Int) -> [SealState] {
    (1..<count).reduce(into: [SealedLog.secret().first]) { states, _ in
      states.append(states[states.count - 1].next(SHA256Hasher.self))
    }
  }

  @Test func theNewerCopyIsReadAndTheOlderIsTheOneToLose() throws {
    let states = Self.states(5)
    let storage = FakeState()
    storage.parts[.seal] = [Self.bytes(states[0]), nil]
    var keeper = StateKeeper(reading: storage)
    let first = keeper.seal()
    #expect(first == states[0])
    let isKept = try keeper.keep(states[1], now: 100_000_000_000, isUrgent: false)
    #expect(isKept)
    #expect(storage.parts[.seal] == [Self.bytes(states[0]), Self.bytes(states[1])])
    // Within the minute nothing is written, unless it is urgent: then both copies are new.
    let isKeptSoon = try keeper.keep(states[2], now: 101_000_000_000, isUrgent: false)
    #expect(!isKeptSoon)
    let isKeptAtOnce = try keeper.keep(states[3], now: 102_000_000_000, isUrgent: true)
    #expect(isKeptAtOnce)
    #expect(storage.parts[.seal] == [Self.bytes(states[3]), Self.bytes(states[3])])
    var again = StateKeeper(reading: storage)
    let newest = again.seal()
    #expect(newest == states[3])
  }

  @Test func aCutOfThePowerAtAnyByteLeavesACopy() throws {
    let states = Self.states(3)
    for cut in 0...SealState.byteCount {
      let storage = FakeState()
      storage.parts[.seal] = [Self.bytes(states[0]), Self.bytes(states[1])]
      var keeper = StateKeeper(reading: storage)
      _ = keeper.seal()
      storage.bytesUntilCut = cut
      _ = try? keeper.keep(states[2], now: 100_000_000_000, isUrgent: true)
      storage.bytesUntilCut = nil
      var again = StateKeeper(reading: storage)
      let found = again.seal()
      #expect(found == states[1] || found == states[2], "cut after \(cut) bytes")
    }
  }

  @Test func withoutACopyThatCanBeReadTheLogIsNotSealedAndItIsSaid() {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    let none = keeper.seal()
    let isNothing = !keeper.isSealDamaged
    #expect(none == nil && isNothing)
    storage.parts[.seal] = [[UInt8](repeating: 7, count: SealState.byteCount), nil]
    var damaged = StateKeeper(reading: storage)
    let unreadable = damaged.seal()
    let isDamaged = damaged.isSealDamaged
    #expect(unreadable == nil && isDamaged)
  }
}
