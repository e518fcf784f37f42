import Supervisor

/// The hardware watchdog: runs on whatever becomes of the program, once that has opened it.
final class BedWatchdog: WatchdogFeeding {
  /// How long it waits.
  static let nanoseconds: UInt64 = 15_000_000_000

  private let clock: BedClock
  private let defect: PlantedDefect?
  /// When it was fed last; nil while it is off.
  private var fed: UInt64?

  init(clock: BedClock, defect: PlantedDefect?) {
    self.clock = clock
    self.defect = defect
  }

  /// A program opens it.
  func open() { fed = clock.now }

  /// The machine begins anew.
  func reset() { fed = nil }

  /// Whether it resets the board now.
  var isDue: Bool {
    guard let fed, defect != .watchdogFedByTimer else { return false }
    return clock.now > fed + Self.nanoseconds
  }

  func feed() { if defect != .watchdogNeverFed { fed = clock.now } }
  func stop() { fed = nil }
}
