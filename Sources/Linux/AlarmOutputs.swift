#if hasFeature(Embedded)
  import Bundle
  import CLinux
  import Supervisor
  import Vocabulary

  /// The lines by which the board tells.
  public struct AlarmOutputs: AlarmPins, ~Copyable {
    private let alarm: OutputLine
    private let fault: OutputLine?
    private let buzzer: OutputLine?
    private let light: OutputLine?
    private let nurseCall: OutputLine?
    private let heartbeat: OutputLine?
    private let forecast: OutputLine?
    private let monitoring: OutputLine?

    /// Requests the lines. Those of the alarms begin as if there were one: until the first decision nobody knows
    /// better.
    ///
    /// - Parameter board: The board.
    /// - Throws: `SystemFault`.
    public init(_ board: borrowing BoardSection) throws(SystemFault) {
      guard let alarmLine = board.line(.alarm) else { throw SystemFault(.findLine, FixedText("alarm"), code: ENOENT) }
      let alarm = try OutputLine(alarmLine, isActive: true)
      let fault = try Self.output(board.line(.fault), isActive: true)
      let nurseCall = try Self.output(board.line(.nurseCall), isActive: true)
      let buzzer = try Self.output(board.line(.buzzer), isActive: false)
      let light = try Self.output(board.line(.light), isActive: true)
      let heartbeat = try Self.output(board.line(.heartbeat), isActive: false)
      let forecast = try Self.output(board.line(.forecast), isActive: false)
      let monitoring = try Self.output(board.line(.monitoring), isActive: false)
      self.alarm = alarm
      self.fault = fault
      self.nurseCall = nurseCall
      self.buzzer = buzzer
      self.light = light
      self.heartbeat = heartbeat
      self.forecast = forecast
      self.monitoring = monitoring
    }

    private static func output(_ line: Line?, isActive: Bool) throws(SystemFault) -> OutputLine? {
      guard let line else { return nil }
      return try OutputLine(line, isActive: isActive)
    }

    /// Whether the board has a line for a role.
    public func has(_ role: LineRole) -> Bool {
      switch role {
      case .alarm: true
      case .fault: fault != nil
      case .buzzer: buzzer != nil
      case .light: light != nil
      case .nurseCall: nurseCall != nil
      case .heartbeat: heartbeat != nil
      case .forecast: forecast != nil
      case .monitoring: monitoring != nil
      default: false
      }
    }

    /// Drives a line.
    public mutating func set(_ role: LineRole, isActive: Bool) throws(LineFault) {
      let fault: LineFault? =
        switch role {
        case .alarm: alarm.drive(isActive)
        case .fault: self.fault?.drive(isActive)
        case .buzzer: buzzer?.drive(isActive)
        case .light: light?.drive(isActive)
        case .nurseCall: nurseCall?.drive(isActive)
        case .heartbeat: heartbeat?.drive(isActive)
        case .forecast: forecast?.drive(isActive)
        case .monitoring: monitoring?.drive(isActive)
        default: nil
        }
      if let fault { throw fault }
    }

    /// Reads a line back.
    public mutating func check(_ role: LineRole, isActive: Bool) throws(LineFault) {
      let fault: LineFault? =
        switch role {
        case .alarm: alarm.check(isActive)
        case .fault: self.fault?.check(isActive)
        case .buzzer: buzzer?.check(isActive)
        case .light: light?.check(isActive)
        case .nurseCall: nurseCall?.check(isActive)
        case .heartbeat: heartbeat?.check(isActive)
        case .forecast: forecast?.check(isActive)
        case .monitoring: monitoring?.check(isActive)
        default: nil
        }
      if let fault { throw fault }
    }
  }

  extension AlarmOutputs {
    /// How long a line that is tested stays at its active level before it is read: wires have a capacity.
    private static var pulseNanoseconds: UInt64 { 200_000 }

    /// Tests a line at rest.
    public mutating func pulse(_ role: LineRole) throws(LineFault) {
      let clock = SystemClock()
      try set(role, isActive: true)
      clock.sleep(untilNanoseconds: clock.nowNanoseconds() &+ Self.pulseNanoseconds)
      var found: LineFault?
      do throws(LineFault) { try check(role, isActive: true) } catch { found = error }
      try set(role, isActive: false)
      if let found { throw found }
    }
  }

  extension OutputLine {
    /// - Returns: The fault, if the line could not be driven.
    fileprivate func drive(_ isActive: Bool) -> LineFault? {
      let code = set(isActive: isActive)
      return code == 0 ? nil : LineFault(name, code: code)
    }

    /// - Returns: The fault, if the line is not where it was driven, or cannot be read back.
    fileprivate func check(_ isActive: Bool) -> LineFault? {
      let code = verify(isActive: isActive)
      return code == 0 ? nil : LineFault(name, code: code, isStuck: true)
    }
  }
#endif
