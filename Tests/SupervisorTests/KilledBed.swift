import EventLog
import LogSupport
import Simulation
import Supervisor
import Testing

/// A bed whose program is killed over and over, at instants that a seed draws: while it starts, decides or writes. What
/// the next start has to show is known from lines and presses alone.
final class KilledBed {
  /// What the next start has to show.
  enum Memory {
    /// No seizure: none was shown, or somebody acknowledged it a second ago or earlier.
    case nothing
    /// Either: shown, or acknowledged, for less than a second.
    case open
    /// A seizure that was shown for a second, and that nobody has acknowledged.
    case seizure
  }

  private static let copyBytes = 56

  let disk = SimulatedDisk()
  let state = FakeState()
  var generator: SeededGenerator
  var memory = Memory.nothing
  /// How often the program was killed, in all; with an alarm that had to come back; and in the middle of a write.
  private(set) var kills = 0
  private(set) var survivals = 0
  private(set) var cutWrites = 0
  /// Starts that showed no seizure, as they had to.
  private(set) var quietStarts = 0

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Starts the program, and kills it at some instant.
  func live() throws {
    var keeper = StateKeeper(reading: state)
    let isDamaged = keeper.isDamaged
    kills += 1
    if generator.below(6) == 0 {
      cutWrite()
      keeper.keepAtStart(versionCounter: 7)
      return losePower()
    }
    keeper.keepAtStart(versionCounter: 7)
    try KilledRun(keeper, isDamaged: isDamaged, self).run()
    losePower()
  }

  /// The lines that a start drives have to say what they must.
  func started(isCalling: Bool, isDamaged: Bool) {
    switch memory {
    case .seizure:
      survivals += 1
      #expect(isCalling, "kill \(kills)")
    case .nothing where !isDamaged:
      quietStarts += 1
      #expect(!isCalling, "kill \(kills)")
    default: break
    }
    // Whatever is shown now was kept before it was.
    memory = isCalling ? .seizure : .nothing
  }

  /// The power goes at some byte of the next write of what is kept.
  func cutWrite() {
    cutWrites += 1
    state.bytesUntilCut = Int(generator.below(UInt64(2 * Self.copyBytes)))
  }

  private func losePower() {
    state.bytesUntilCut = nil
    disk.cutPower(&generator)
  }
}
