import Supervisor
import Testing

@testable import Deployment

/// What `prodrome-slots show` prints, as the tool reads it.
@Suite struct BoardSlotsTests {
  @Test func everyLineIsRead() throws {
    let digest = String(repeating: "ab", count: 32)
    let slots = try BoardSlots(
      """
      running b
      slot a prodromed \(digest)
      slot a board.bundle \(digest)
      trial b a 71 2
      key \(digest)
      board pieeg-rpi5
      history 2026-03-01T07:04:09Z first: slot a

      """)
    #expect(slots.running == .b && slots.running?.other == .a)
    #expect(slots.digests == [.a: ["prodromed": digest, "board.bundle": digest]])
    #expect(slots.trial == .init(slot: .b, secondsLeft: 71, starts: 2))
    #expect(slots.keys == [digest] && slots.board == "pieeg-rpi5")
    #expect(slots.history == ["2026-03-01T07:04:09Z first: slot a"])
    #expect(slots.kept == KeptState() && slots.isCounterKnown)
  }

  @Test func aStateThatCannotBeReadIsNotNone() throws {
    let slots = try BoardSlots("running none\nstate 00ff\nstate xyz\n")
    #expect(slots.running == nil && slots.kept.alarms.isSeizureLatched && !slots.isCounterKnown)
  }

  @Test func linesThatMakeNoSenseAreRefused() {
    for text in ["hello", "what ever", "slot c x y", "trial a b", "trial a b x 1"] {
      #expect(throws: (any Error).self, "\(text)") { try BoardSlots(text) }
    }
  }
}
