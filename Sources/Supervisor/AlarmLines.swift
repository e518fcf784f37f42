import Alarms
import Bundle
import Vocabulary

/// Shows alarms on the lines by which the board tells. A line that fails is driven again with each call until it holds
/// what it should.
public struct AlarmLines<Pins: AlarmPins & ~Copyable>: ~Copyable {
  /// What a line is known to hold.
  private enum Level: UInt8 {
    case unknown
    case inactive
    case active
  }

  private var pins: Pins
  private var heartbeat = false
  private var monitoring = false
  /// Whether the line for technical alarms was not where it was driven when it was last read back.
  private var isFaultLineStuck = false
  // Lines that did not get to their active level when they were tested, a bit for each role, and the latest of them.
  private var failing: UInt16 = 0
  private var failed: LineFault?
  private var held: InlineArray<16, Level> = InlineArray(repeating: .unknown)

  /// Takes the lines, whatever they hold.
  public init(_ pins: consuming Pins) {
    self.pins = pins
  }

  /// The line that cannot tell, as its last test found; nil if all can, as far as it is known.
  public var unable: LineFault? { failing == 0 ? nil : failed }

  /// Whether technical alarms have a line of their own.
  public var hasFaultLine: Bool { pins.has(.fault) }

  /// Shows the alarms, the alarm line first: whatever fails afterwards, it is out. A board without a line for technical
  /// alarms, or whose line is stuck, shows them on the alarm line.
  ///
  /// - Parameter levels: What to show.
  /// - Returns: The first line that failed, or nil.
  public mutating func show(_ levels: AlarmLevels) -> LineFault? {
    var fault: LineFault?
    let hasFaultLine = pins.has(.fault) && !isFaultLineStuck && failing & Self.bit(.fault) == 0
    set(.alarm, levels.seizure || (!hasFaultLine && levels.technical), &fault)
    set(.fault, levels.technical, &fault)
    set(.nurseCall, levels.nurseCall, &fault)
    set(.buzzer, levels.buzzer, &fault)
    set(.light, levels.light, &fault)
    if levels.seizure || levels.technical { rest(&fault) }
    return fault
  }

  /// Shows a warning of the forecast, on a line of its own where there is one.
  ///
  /// - Returns: The fault, if the line failed.
  public mutating func showForecast(_ isWarning: Bool) -> LineFault? {
    var fault: LineFault?
    set(.forecast, isWarning, &fault)
    return fault
  }

  /// Changes the heartbeat's level: a decision is complete. Where all is well, changes the monitoring line's too: a
  /// program that hangs leaves it at one level, which says nothing.
  ///
  /// - Parameter isWell: Whether the decision was judged, and nothing alarms.
  /// - Returns: The fault, if a line failed.
  public mutating func beat(isWell: Bool) -> LineFault? {
    heartbeat.toggle()
    var fault: LineFault?
    set(.heartbeat, heartbeat, &fault)
    guard isWell else {
      rest(&fault)
      return fault
    }
    monitoring.toggle()
    set(.monitoring, monitoring, &fault)
    return fault
  }

  /// Says no longer that all is well.
  private mutating func rest(_ fault: inout LineFault?) {
    monitoring = false
    set(.monitoring, false, &fault)
  }

  /// Reads every line back. One that is not where it was driven is driven again.
  ///
  /// - Returns: The first fault, or nil.
  public mutating func readBack() -> LineFault? {
    var fault: LineFault?
    isFaultLineStuck = false
    for number in 1...UInt8(LineRole.count) {
      let level = held[Int(number)]
      guard let role = LineRole(rawValue: number), level != .unknown else { continue }
      do throws(LineFault) {
        try pins.check(role, isActive: level == .active)
        if level == .active { failing &= ~Self.bit(role) }
      } catch {
        if role == .fault { isFaultLineStuck = true }
        if fault == nil { fault = error }
        held[Int(number)] = .unknown
        set(role, level == .active, &fault)
      }
    }
    return fault
  }

  /// Tests a line at rest: whether it gets to its active level. One that is active is read back there anyway.
  ///
  /// - Parameter role: Which line.
  /// - Returns: The fault, if the line could not be driven; one that is held is `unable`.
  public mutating func pulse(_ role: LineRole) -> LineFault? {
    let index = Int(role.rawValue)
    guard pins.has(role) && held[index] == .inactive else { return nil }
    do throws(LineFault) {
      try pins.pulse(role)
      failing &= ~Self.bit(role)
      return nil
    } catch {
      held[index] = .unknown
      var fault: LineFault? = error.isStuck ? nil : error
      if error.isStuck {
        failing |= Self.bit(role)
        failed = error
      }
      set(role, false, &fault)
      return fault
    }
  }

  private static func bit(_ role: LineRole) -> UInt16 { 1 << UInt16(role.rawValue) }

  private mutating func set(_ role: LineRole, _ isActive: Bool, _ fault: inout LineFault?) {
    let wanted = isActive ? Level.active : .inactive
    let index = Int(role.rawValue)
    guard pins.has(role) && held[index] != wanted else { return }
    do throws(LineFault) {
      try pins.set(role, isActive: isActive)
      held[index] = wanted
    } catch {
      held[index] = .unknown
      if fault == nil { fault = error }
    }
  }
}
