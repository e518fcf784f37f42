import Supervisor
import Testing
import Vocabulary

@Suite struct ButtonWatchTests {
  private static let millisecond: UInt64 = 1_000_000

  /// Steps a button that begins at rest through changes at milliseconds, every 10 ms of the time until `end`.
  private func run(
    _ changes: [(Bool, UInt64)], until end: UInt64
  ) -> (acts: [ButtonWatch.Act], faults: [FaultChange]) {
    var watch = ButtonWatch(now: 0)
    var (acts, faults) = ([ButtonWatch.Act](), [FaultChange]())
    var waiting = changes
    for time in stride(from: 0, through: end, by: 10) {
      while let next = waiting.first, next.1 <= time {
        waiting.removeFirst()
        let change = ButtonChange(isPressed: next.0, monotonicNanoseconds: next.1 * Self.millisecond)
        if let act = watch.take(change) { acts.append(act) }
      }
      if let act = watch.step(now: time * Self.millisecond) { acts.append(act) }
      if let fault = watch.judge(now: time * Self.millisecond) { faults.append(fault) }
    }
    return (acts, faults)
  }

  private func at(_ millisecond: UInt64) -> UInt64 { millisecond * Self.millisecond }

  @Test func aPressAndItsEndAreOneActEach() {
    let found = run([(true, 1000), (false, 1200)], until: 3000)
    #expect(found.acts == [.press(at(1000)), .release(at(1200), pressed: at(1000))])
    #expect(found.faults.isEmpty)
  }

  @Test func bouncingContactsAreOnePress() {
    let bounces = (0..<20).map { (index: UInt64) in (index % 2 == 0, 1000 + index) }
    let rest: [(Bool, UInt64)] = [(true, 1020), (false, 1300), (true, 1302), (false, 1304)]
    let found = run(bounces + rest, until: 3000)
    #expect(found.acts == [.press(at(1020)), .release(at(1304), pressed: at(1020))])
    #expect(found.faults.isEmpty)
  }

  @Test func aSpikeIsNoPress() {
    #expect(run([(true, 1000), (false, 1020)], until: 2000).acts.isEmpty)
  }

  @Test func aPressThatWasOverBeforeAnybodyLookedCounts() {
    var watch = ButtonWatch(now: 0)
    #expect(watch.take(ButtonChange(isPressed: true, monotonicNanoseconds: at(100))) == nil)
    #expect(watch.take(ButtonChange(isPressed: false, monotonicNanoseconds: at(180))) == .press(at(100)))
    #expect(watch.step(now: at(400)) == .release(at(180), pressed: at(100)))
  }

  @Test func aButtonHeldForTenSecondsIsStuckAndItsReleaseIsNoAct() {
    let found = run([(true, 1000), (false, 20_000)], until: 30_000)
    #expect(found.acts == [.press(at(1000))])
    #expect(found.faults == [FaultChange(.button, .raised, .button(.stuck)), FaultChange(.button, .cleared)])
    #expect(run([(true, 1000), (false, 10_900)], until: 30_000).faults.isEmpty)
  }

  @Test func afterwardsItIsBelievedAgain() {
    let found = run([(true, 1000), (false, 20_000), (true, 26_000), (false, 26_200)], until: 30_000)
    #expect(found.acts.suffix(2) == [.press(at(26_000)), .release(at(26_200), pressed: at(26_000))])
  }

  @Test(arguments: [5, 20, 100] as [UInt64]) func aChatteringButtonIsAFault(halfPeriod: UInt64) {
    let changes = (0..<(10_000 / halfPeriod)).map { (index: UInt64) in (index % 2 == 0, 1000 + index * halfPeriod) }
    let found = run(changes + [(false, 11_000)], until: 20_000)
    #expect(found.faults == [FaultChange(.button, .raised, .button(.chattering)), FaultChange(.button, .cleared)])
    #expect(found.acts.count <= 2 * Int(ButtonWatch.mostPresses) + 2)
  }

  @Test func aPersonWhoPressesAgainAndAgainIsNone() {
    let changes = (0..<80).map { (index: UInt64) in (index % 2 == 0, 1000 + index * 300) }
    let found = run(changes, until: 30_000)
    #expect(found.faults.isEmpty && found.acts.count == 80)
  }
}
