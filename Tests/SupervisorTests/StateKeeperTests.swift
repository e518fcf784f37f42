import Alarms
import EventLog
import Supervisor
import Testing

@Suite struct StateKeeperTests {
  private static let copyBytes = 56

  private func state(latched: Bool, event: UInt32 = 1, counter: UInt64 = 7) -> KeptState {
    var state = KeptState()
    (state.versionCounter, state.seizureEvent) = (counter, event)
    state.alarms = KeptAlarms(
      isSeizureLatched: latched, seizurePausedUntil: 5, technicalPausedUntil: UInt64(event) << 40)
    return state
  }

  /// What a start finds.
  private func found(_ storage: FakeState) -> (state: KeptState, isDamaged: Bool, isCounterKnown: Bool) {
    let keeper = StateKeeper(reading: storage)
    return (keeper.state, keeper.isDamaged, keeper.isCounterKnown)
  }

  @Test func aStateComesBackAndNothingThatIsChangedInAnyBitDoes() throws {
    let state = state(latched: true, event: .max, counter: .max)
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    try keeper.keep(state)
    #expect(found(storage).state == state && !found(storage).isDamaged)
    let bytes = try #require(storage.copies[0])
    #expect(bytes.count == Self.copyBytes)
    for index in bytes.indices {
      for bit in 0..<8 {
        storage.copies[0]?[index] = bytes[index] ^ 1 << UInt8(bit)
        #expect(found(storage).isDamaged && !found(storage).isCounterKnown)
      }
      storage.copies[0] = bytes
    }
    for other in [bytes.dropLast(), bytes + [0], []] {
      storage.copies[0] = other
      #expect(found(storage).isDamaged)
    }
  }

  @Test func aBoardThatHasKeptNothingHasNoAlarmAndNoCounter() {
    let start = found(FakeState())
    #expect(start.state == KeptState() && !start.isDamaged && start.isCounterKnown)
  }

  @Test func theNewestOfTheTwoCopiesIsTaken() throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    keeper.keepAtStart(versionCounter: 7)
    for event in 1...5 as ClosedRange<UInt32> {
      try keeper.keep(state(latched: event % 2 == 1, event: event))
      #expect(found(storage).state.seizureEvent == event)
      #expect(found(storage).state.alarms.isSeizureLatched == (event % 2 == 1))
    }
  }

  /// Both copies were written once the number is above 1: the one that is gone may have been the newer.
  @Test(arguments: [0, 1]) func aCopyThatIsGoneCountsAsOneThatCannotBeRead(copy: Int) throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    keeper.keepAtStart(versionCounter: 7)
    try keeper.keep(state(latched: true, event: 4))
    storage.copies[copy] = nil
    let start = found(storage)
    #expect(start.isDamaged && start.state.alarms.isSeizureLatched && start.isCounterKnown)
  }

  @Test func theStartMakesBothCopiesWholeAndNeverLowersTheCounter() {
    let storage = FakeState()
    for (counter, expected) in [(3, 3), (2, 3), (9, 9), (0, 9)] as [(UInt64, UInt64)] {
      var keeper = StateKeeper(reading: storage)
      keeper.keepAtStart(versionCounter: counter)
      #expect(keeper.copiesToWrite == 0 && keeper.state.versionCounter == expected)
      for copy in storage.copies { #expect(copy.flatMap { KeptState(copy: $0.span) }?.versionCounter == expected) }
    }
  }

  /// The power goes at every byte of the write of every state: what comes back is the state before, or the one that was
  /// being written, or an alarm that counts as unacknowledged; the counter is never lower than what was kept.
  @Test func aCutAtAnyByteNeverLosesAnAlarmOrTheCounter() throws {
    for (before, after) in [(false, true), (true, false), (true, true), (false, false)] {
      for cut in 0...Self.copyBytes {
        for isFirstCopy in [true, false] {
          let storage = FakeState()
          var keeper = StateKeeper(reading: storage)
          keeper.keepAtStart(versionCounter: 7)
          if !isFirstCopy { try keeper.keep(state(latched: before, event: 1)) }
          try keeper.keep(state(latched: before, event: 2))
          storage.bytesUntilCut = cut
          let isWritten = (try? keeper.keep(state(latched: after, event: 3))) != nil
          #expect(isWritten == (cut == Self.copyBytes))
          let start = found(storage)
          #expect(start.isCounterKnown && start.state.versionCounter == 7, "cut \(cut)")
          let isOld = start.state.seizureEvent == 2 && start.state.alarms.isSeizureLatched == before
          let isNew = start.state.seizureEvent == 3 && start.state.alarms.isSeizureLatched == after
          let isSafe = start.isDamaged && start.state.alarms.isSeizureLatched
          #expect(isOld || isNew || isSafe, "cut \(cut)")
          if isWritten { #expect(isNew && !start.isDamaged) }
          if !isWritten && cut > 0 && before { #expect(start.state.alarms.isSeizureLatched) }
        }
      }
    }
  }

  @Test func aStartThatIsCutAtAnyByteIsFollowedByOneThatMendsIt() throws {
    for cut in 0...(2 * Self.copyBytes) {
      let storage = FakeState()
      storage.bytesUntilCut = cut
      var first = StateKeeper(reading: storage)
      first.keepAtStart(versionCounter: 7)
      storage.bytesUntilCut = nil
      var second = StateKeeper(reading: storage)
      second.keepAtStart(versionCounter: 7)
      #expect(second.copiesToWrite == 0)
      #expect(!found(storage).isDamaged && found(storage).state.versionCounter == 7)
    }
  }

  @Test func whatCannotBeReadCountsAsAnAlarmThatNobodyAcknowledged() throws {
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    keeper.keepAtStart(versionCounter: 7)
    storage.copies[0]?[20] ^= 1
    #expect(found(storage).state.alarms.isSeizureLatched && found(storage).isCounterKnown)
    storage.copies[1] = []
    #expect(found(storage).state.alarms.isSeizureLatched && !found(storage).isCounterKnown)
    storage.readFailure = 5
    #expect(found(storage).state.alarms.isSeizureLatched && !found(storage).isCounterKnown)
  }

  @Test func theMailboxHoldsTheNewestState() {
    var state = state(latched: true, event: 9)
    state.alarms.seizurePausedUntil = 130_999_999_999
    state.alarms.technicalPausedUntil = .max
    let mailbox = StateMailbox(KeptState())
    #expect(mailbox.take(KeptState()) == KeptState())
    mailbox.put(state)
    let taken = mailbox.take(self.state(latched: false, counter: 3))
    #expect(taken?.seizureEvent == 9 && taken?.alarms.isSeizureLatched == true && taken?.versionCounter == 3)
    // Rounded down to a second: a kept pause never lasts longer.
    #expect(taken?.alarms.seizurePausedUntil == 130_000_000_000)
  }
}
