import Linux
import Testing

@Suite struct BellTests {
  @Test func ringsAreKeptUntilItIsSilencedAndWakeAnotherThread() throws {
    let bell = try Bell()
    let early = Readiness(bell: bell, timeoutNanoseconds: 0).hasRung
    bell.ring()
    bell.ring()
    let first = Readiness(bell: bell, timeoutNanoseconds: 0).hasRung
    let second = Readiness(bell: bell, timeoutNanoseconds: 0).hasRung
    bell.silence()
    let late = Readiness(bell: bell, timeoutNanoseconds: 0).hasRung
    #expect(!early && first && second && !late)
  }

  @Test func silencingASilentBellDoesNotWait() throws {
    let bell = try Bell()
    bell.silence()
    let hasRung = Readiness(bell: bell, timeoutNanoseconds: 0).hasRung
    #expect(!hasRung)
  }
}
