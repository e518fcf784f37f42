import Bundle
import Supervisor
import Testing

@Suite struct OutputTestTests {
  private static let minute: UInt64 = 60_000_000_000

  /// Steps until a test is over.
  private static func run(_ test: inout OutputTest, now: UInt64, isFailing: Bool = false) -> [LineRole]? {
    var roles: [LineRole] = []
    for _ in 0..<20 {
      switch test.step(now: now, isCalm: true, isFailing: isFailing) {
      case .pulse(let role): roles.append(role)
      case .finished: return roles
      case nil: return nil
      }
    }
    return nil
  }

  @Test func everyLineThatTellsIsTestedOnceADay() {
    var test = OutputTest(now: 0)
    #expect(test.step(now: 10 * Self.minute - 1, isCalm: true, isFailing: false) == nil)
    #expect(
      Set(Self.run(&test, now: 10 * Self.minute) ?? []) == [.alarm, .fault, .buzzer, .light, .nurseCall, .forecast])
    #expect(Self.run(&test, now: 24 * 60 * Self.minute) == nil)
    #expect(Self.run(&test, now: (24 * 60 + 10) * Self.minute)?.count == 6)
  }

  @Test func noTestIsBegunNorGoneOnWithWhileSomethingAlarms() {
    var test = OutputTest(now: 0)
    #expect(test.step(now: 11 * Self.minute, isCalm: false, isFailing: false) == nil)
    #expect(test.step(now: 11 * Self.minute, isCalm: true, isFailing: false) != nil)
    #expect(test.step(now: 11 * Self.minute, isCalm: false, isFailing: false) == nil)
    #expect(Self.run(&test, now: 12 * Self.minute)?.count == 5)
  }

  @Test func asLongAsALineFailsTheTestIsRepeatedEveryTenSeconds() {
    var test = OutputTest(now: 0)
    #expect(Self.run(&test, now: 10 * Self.minute, isFailing: true)?.count == 6)
    #expect(test.step(now: 10 * Self.minute + 9_999_999_999, isCalm: false, isFailing: true) == nil)
    #expect(test.step(now: 10 * Self.minute + 10_000_000_000, isCalm: false, isFailing: true) != nil)
  }
}
