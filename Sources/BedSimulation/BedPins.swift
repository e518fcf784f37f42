import Bundle
import Supervisor

/// The output lines with their resistors: what stands on the wires, whoever drives them.
final class BedPins: AlarmPins {
  /// A line that changes with each decision is right half of the time.
  private static let momentNanoseconds: UInt64 = 1_500_000_000
  private static let roles: [LineRole] = [.alarm, .fault, .buzzer, .light, .nurseCall, .heartbeat, .monitoring]

  /// Whether a wire is at its active level, by the role's number.
  private(set) var levels: InlineArray<16, Bool> = InlineArray(repeating: false)
  /// Where it would be, were it not stuck.
  private var wanted: InlineArray<16, Bool> = InlineArray(repeating: false)
  /// Roles that cannot be driven, with the system's error number.
  var failures: [LineRole: Int32] = [:]
  /// Wires that something else holds where they are.
  private(set) var stuck: Set<LineRole> = []
  /// Whether a program has shown anything since it took them.
  private(set) var isDriven = false
  /// When the buzzer last sounded, and the heart last beat.
  private(set) var lastSound: UInt64 = 0
  private(set) var lastSilence: UInt64 = 0
  private(set) var lastBeat: UInt64 = 0
  /// When the line that says all is well last changed, and the last call ended.
  private(set) var lastBlink: UInt64 = 0
  private(set) var callEnd: UInt64 = 0

  private let clock: BedClock
  private let defect: PlantedDefect?
  /// Since when the alarm line has been active, and when the nurse call was closed last.
  private(set) var alarmSince: UInt64 = 0
  private(set) var lastNurseCall: UInt64 = 0
  private var claimed: UInt64 = 0
  private var hasRestarted = false
  /// When a person pressed the button last.
  var pressed: UInt64?

  init(clock: BedClock, defect: PlantedDefect?) {
    self.clock = clock
    self.defect = defect
    rest()
  }

  /// A line's level: whether it is active.
  func isActive(_ role: LineRole) -> Bool { levels[Int(role.rawValue)] }

  /// Whether any line calls for a person.
  var isCalling: Bool { isActive(.alarm) || isActive(.fault) || isActive(.nurseCall) }

  /// Since when a wire that is held has not been where it is driven, but for moments.
  var wrongSince: UInt64? { wrong?.since }
  private var wrong: (since: UInt64, latest: UInt64)?

  /// When the last one was let go.
  private var freedAt: UInt64?

  /// Whether a line cannot be driven, or is held by something else, or was until two readings ago: nobody knows before
  /// the lines are read back.
  var isTroubled: Bool {
    let isFreed = freedAt.map { clock.now < $0 + 2_000_000_000 } ?? false
    return !failures.isEmpty || !stuck.isEmpty || isFreed
  }

  /// Something takes hold of a wire, at the level at which it is not, or lets it go.
  func hold(_ role: LineRole, _ isHeld: Bool) {
    let level = wanted[Int(role.rawValue)]
    stuck.remove(role)
    put(role, isHeld ? !level : level)
    wanted[Int(role.rawValue)] = level
    if isHeld { stuck.insert(role) } else { freedAt = clock.now }
  }

  /// A program takes the lines: they stay where the resistors hold them.
  func claim() {
    rest()
    claimed = clock.now
  }

  /// The program is gone: the resistors decide.
  func release() {
    hasRestarted = true
    if defect != .linesKeptAtDeath { rest() }
  }

  private func rest() {
    isDriven = false
    for role in Self.roles { put(role, role.mustFailActive) }
  }

  func has(_ role: LineRole) -> Bool { Self.roles.contains(role) }

  func set(_ role: LineRole, isActive: Bool) throws(LineFault) {
    if let code = failures[role] {
      if defect == .brokenLineUnreported { return }
      throw LineFault(KernelName("SIMULATED"), code: code)
    }
    if role == .alarm { isDriven = true }
    put(swapped(role), isActive && !isForgotten(role))
  }

  func check(_ role: LineRole, isActive: Bool) throws(LineFault) {
    guard stuck.contains(role) && self.isActive(role) != isActive && defect != .stuckLineUnread else { return }
    throw LineFault(KernelName("SIMULATED"), code: 5, isStuck: true)
  }

  func pulse(_ role: LineRole) throws(LineFault) {
    if let code = failures[role] { throw LineFault(KernelName("SIMULATED"), code: code) }
    guard stuck.contains(role) && !isActive(role) && defect != .stuckLineUnread else { return }
    throw LineFault(KernelName("SIMULATED"), code: 5, isStuck: true)
  }

  /// Time has passed: what a line does without being driven.
  func settle() {
    if stuck.contains(where: { levels[Int($0.rawValue)] != wanted[Int($0.rawValue)] }) {
      wrong = (wrong?.since ?? clock.now, clock.now)
    } else if let latest = wrong?.latest, clock.now > latest + Self.momentNanoseconds {
      wrong = nil
    }
    if isActive(.buzzer) { lastSound = clock.now } else { lastSilence = clock.now }
    if defect == .buzzerNeverStops && isDriven && lastSound > 0 { put(.buzzer, true) }
    if defect == .monitoringByTimer && isDriven { put(.monitoring, clock.now / 1_000_000_000 % 2 == 0) }
    if defect == .nurseCallPaused && isForgotten(.nurseCall) { put(.nurseCall, false) }
    if defect == .alarmFallsByItself && isActive(.alarm) && clock.now > alarmSince + 20_000_000_000 {
      put(.alarm, false)
    }
  }

  private func put(_ role: LineRole, _ isActive: Bool) {
    wanted[Int(role.rawValue)] = isActive
    if stuck.contains(role) { return }
    if role == .alarm && isActive && !self.isActive(.alarm) { alarmSince = clock.now }
    if role == .buzzer { if isActive { lastSound = clock.now } else { lastSilence = clock.now } }
    if role == .nurseCall && (isActive || self.isActive(role)) { lastNurseCall = clock.now }
    if role == .heartbeat && isActive != self.isActive(role) { lastBeat = clock.now }
    if role == .monitoring && isActive != self.isActive(role) { lastBlink = clock.now }
    if (role == .alarm || role == .fault) && !isActive && self.isActive(role) { callEnd = clock.now }
    levels[Int(role.rawValue)] = isActive
  }

  private func swapped(_ role: LineRole) -> LineRole {
    guard defect == .linesSwapped else { return role }
    return role == .alarm ? .fault : role == .fault ? .alarm : role
  }

  /// Whether a planted defect keeps a line from becoming active.
  private func isForgotten(_ role: LineRole) -> Bool {
    let sincePress = pressed.map { clock.now - $0 } ?? .max
    return switch (defect, role) {
    case (.alarmLineNeverDriven, .alarm), (.faultLineNeverDriven, .fault), (.nurseCallNeverDriven, .nurseCall),
      (.buzzerNeverSounds, .buzzer), (.monitoringNeverDriven, .monitoring):
      true
    case (.nurseCallPaused, .nurseCall): sincePress < 120_000_000_000
    case (.pauseOfTenMinutes, .buzzer): sincePress < 600_000_000_000
    case (.buzzerDeadAfterRestart, .buzzer): hasRestarted
    case (.startsQuiet, .fault): clock.now < claimed + 4_000_000_000
    default: false
    }
  }
}
