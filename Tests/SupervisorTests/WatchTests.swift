import Bundle
import Supervisor
import Testing
import Vocabulary

/// The pure parts of what the deciding thread watches, each with its stated time.
@Suite struct WatchTests {
  private static let second: UInt64 = 1_000_000_000

  private func fault(
    _ content: Arrival.Content, _ reason: ReasonCode = .frontEnd, _ detail: FaultDetail = .noEdges(select: 0)
  ) -> Arrival {
    var arrival = Arrival()
    (arrival.content, arrival.reason, arrival.detail) = (content, reason, detail)
    return arrival
  }

  @Test func aPortThatIsLostStaysLostWhateverArrivesAfterwards() {
    var watch = FrontEndWatch()
    let gone = FaultDetail.system(.transfer, subject: KernelName("/dev/spidev0.0"), code: 19)
    #expect(watch.lostPort == nil)
    _ = watch.take(fault(.lostPort, .frontEnd, gone))
    #expect(watch.lostPort == gone)
    _ = watch.take(fault(.fault))
    #expect(watch.lostPort == gone)
    _ = watch.take(fault(.lostPort))
    _ = watch.take(Arrival())
    #expect(watch.lostPort == gone)
  }

  @Test func aFrontEndsFaultIsToldOnceAnotherKindAnewAndItsEndWithTheNextFrame() {
    var watch = FrontEndWatch()
    #expect(watch.take(Arrival()) == FrontEndWatch.Changes())
    let first = watch.take(fault(.fault, .noData))
    #expect(first.began == FaultChange(.noData, .raised, .noEdges(select: 0)) && first.ended == nil)
    #expect(watch.take(fault(.fault, .noData)) == FrontEndWatch.Changes())
    #expect(watch.take(fault(.fault, .noData, .noEdges(select: 1))) == FrontEndWatch.Changes())
    let register = FaultDetail.register(chip: 0, address: 3, expected: 0xEC, found: 0x60)
    let other = watch.take(fault(.fault, .frontEnd, register))
    #expect(other.ended == FaultChange(.noData, .cleared) && other.began == FaultChange(.frontEnd, .raised, register))
    let identity = watch.take(fault(.fault, .frontEnd, .identity(chip: 0, found: 0)))
    #expect(identity.began?.detail == .identity(chip: 0, found: 0))
    #expect(watch.take(Arrival()).ended == FaultChange(.frontEnd, .cleared))
    #expect(watch.reason == .none)
  }

  @Test func silenceIsAFaultAfterThreeSecondsAndEndsWithADecision() {
    var watch = SilenceWatch(now: 10 * Self.second)
    #expect(watch.step(now: 13 * Self.second, isFrontEndFaulty: false) == nil)
    let began = watch.step(now: 13 * Self.second + 1_000_000, isFrontEndFaulty: false)
    #expect(began == FaultChange(.overrun, .raised, .silence(milliseconds: 3001)))
    #expect(watch.step(now: 20 * Self.second, isFrontEndFaulty: false) == nil)
    #expect(watch.decided(now: 21 * Self.second) == FaultChange(.overrun, .cleared))
    #expect(watch.decided(now: 22 * Self.second) == nil)
    #expect(watch.step(now: 25 * Self.second, isFrontEndFaulty: false) == nil)
  }

  @Test func aSleepBeforeTheStartIsNoneAndOneOfATenthOfASecondIs() {
    var watch = SleepWatch(sleptNanoseconds: 5 * Self.second)
    watch.step(sleptNanoseconds: 5 * Self.second + SleepWatch.limitNanoseconds - 1)
    #expect(watch.found == nil)
    watch.step(sleptNanoseconds: 4 * Self.second)
    #expect(watch.found == nil)
    watch.step(sleptNanoseconds: 5 * Self.second + SleepWatch.limitNanoseconds)
    #expect(watch.found == .slept(milliseconds: 100))
    watch.step(sleptNanoseconds: 9 * Self.second)
    #expect(watch.found == .slept(milliseconds: 100))
  }

  @Test func aWeakSupplyIsToldOnceAndEndsHalfAMinuteAfterTheLastReading() {
    var watch = PowerWatch()
    #expect(watch.step(isLow: false, now: 0) == nil)
    #expect(watch.step(isLow: true, now: Self.second) == FaultChange(.undervoltage, .raised))
    #expect(watch.step(isLow: true, now: 30 * Self.second) == nil)
    #expect(watch.step(isLow: false, now: 60 * Self.second - 1) == nil)
    #expect(watch.step(isLow: false, now: 60 * Self.second) == FaultChange(.undervoltage, .cleared))
    #expect(watch.step(isLow: false, now: 61 * Self.second) == nil)
  }

  /// The chip's own test signal comes first: no decision is due before it was measured.
  @Test func silenceBeginsBehindTheTestSignal() {
    var watch = SilenceWatch(now: 10 * Self.second, testsFirst: true)
    for tenths in 1...50 as ClosedRange<UInt64> {
      let early = watch.step(now: 10 * Self.second + tenths * Self.second / 10, isFrontEndFaulty: false)
      #expect(early == nil)
    }
    let late = watch.step(now: 15 * Self.second + 1, isFrontEndFaulty: false)
    #expect(late?.detail == .silence(milliseconds: 3_000))
  }

  @Test func withoutFramesSilenceIsNoFaultOfItsOwn() {
    var watch = SilenceWatch(now: 0)
    #expect(watch.step(now: 60 * Self.second, isFrontEndFaulty: true) == nil)
    #expect(watch.step(now: 60 * Self.second, isFrontEndFaulty: false)?.phase == .raised)
  }

  @Test func aThreadThatDoesNotStoreIsAFaultAfterTenSeconds() {
    var watch = StorageWatch(now: 0)
    var reading = StorageReading()
    reading.beat = 1
    #expect(watch.step(reading, refused: 0, now: Self.second) == nil)
    #expect(watch.step(reading, refused: 0, now: 11 * Self.second) == nil)
    let stalled = watch.step(reading, refused: 0, now: 11 * Self.second + 1_000_000)
    #expect(stalled == FaultChange(.storage, .raised, .storageStalled(milliseconds: 10_001)))
    #expect(watch.step(reading, refused: 0, now: 12 * Self.second) == nil)
    reading.beat = 2
    #expect(
      watch.step(reading, refused: 0, now: 13 * Self.second) == FaultChange(.storage, .cleared))
  }

  @Test func aLogThatCannotBeWrittenAndRecordsThatDoNotFitAreFaults() {
    var watch = StorageWatch(now: 0)
    var reading = StorageReading()
    reading.fault = .storage(.write, segment: 3, code: 28)
    #expect(watch.step(reading, refused: 0, now: 1) == FaultChange(.storage, .raised, reading.fault))
    reading.fault = .none
    #expect(watch.step(reading, refused: 0, now: 2)?.phase == .cleared)
    #expect(watch.step(reading, refused: 5, now: 3) == FaultChange(.storage, .raised, .recordsRefused(5)))
    #expect(watch.step(reading, refused: 5, now: 4) == FaultChange(.storage, .cleared, .recordsRefused(5)))
  }

  @Test func whatIsWrittenIsCountedThoughTheSharedCountsWrap() {
    var watch = StorageWatch(now: 0)
    var reading = StorageReading()
    (reading.bytes, reading.flushes) = (.max - 10, 5)
    _ = watch.step(reading, refused: 0, now: 1)
    (reading.bytes, reading.flushes) = (9, 7)
    _ = watch.step(reading, refused: 0, now: 2)
    #expect(watch.bytes == UInt64(UInt32.max) + 10 && watch.flushes == 7)
  }

  @Test func whatCouldNotBeStoredIsCountedWhetherItDidNotFitOrWasPassedOver() {
    var watch = StorageWatch(now: 0)
    var reading = StorageReading()
    reading.unstored = .max - 1
    _ = watch.step(reading, refused: 0, now: 1)
    #expect(watch.unstored == UInt64(UInt32.max) - 1)
    // Three more of each; the shared count has wrapped.
    reading.unstored = 1
    _ = watch.step(reading, refused: 3, now: 2)
    #expect(watch.unstored == UInt64(UInt32.max) + 5)
  }

  @Test func aLineIsGivenUpAfterASecondAndOneThatIsGoneAtOnce() {
    let fault = LineFault(KernelName("GPIO17"), code: 5)
    var watch = LineWatch()
    #expect(
      watch.step(fault, now: 0) == FaultChange(.line, .raised, .system(.drive, subject: KernelName("GPIO17"), code: 5)))
    #expect(watch.step(fault, now: Self.second) == nil)
    #expect(watch.lostLine == nil)
    #expect(watch.step(nil, now: Self.second + 1) == FaultChange(.line, .cleared))
    #expect(watch.step(nil, now: Self.second + 2) == nil)
    #expect(watch.step(fault, now: 10 * Self.second) != nil)
    #expect(watch.step(fault, now: 11 * Self.second + 1) == nil)
    #expect(watch.lostLine == fault.detail)
    for code in [6, 9, 19, 108] as [Int32] {
      var watch = LineWatch()
      _ = watch.step(LineFault(KernelName("GPIO17"), code: code), now: 0)
      #expect(watch.lostLine == .system(.drive, subject: KernelName("GPIO17"), code: code))
    }
  }
}
