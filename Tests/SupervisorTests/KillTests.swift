import Foundation
import Testing

/// An alarm that was shown for a second and that nobody has acknowledged outlives every kill, wherever it strikes.
@Suite struct KillTests {
  /// The long run, with `PRODROME_LONG=1`, takes a thousand.
  private static let kills = ProcessInfo.processInfo.environment["PRODROME_LONG"] == "1" ? 1000 : 100

  @Test func anUnacknowledgedAlarmOutlivesKillsAtRandomInstants() throws {
    let bed = KilledBed(seed: 14)
    while bed.kills < Self.kills { try bed.live() }
    // Nothing of it was idle.
    #expect(bed.survivals > Self.kills / 3 && bed.quietStarts > 0)
    #expect(bed.cutWrites > Self.kills / 3)
  }
}
