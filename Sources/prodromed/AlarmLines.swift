#if hasFeature(Embedded)
  import ADS1299
  import Alarms
  import Bundle
  import Linux

  /// The lines by which the board tells, and the button by which it is told.
  struct AlarmLines: ~Copyable {
    /// The button, if the board has one.
    private(set) var acknowledge: EdgeLine?
    private let alarm: OutputLine
    private let fault: OutputLine?
    private let buzzer: OutputLine?
    private let light: OutputLine?
    private let nurseCall: OutputLine?
    private let heartbeat: OutputLine?
    private var shown: AlarmLevels?
    private var isHeartbeatHigh = false

    /// Requests the lines. Those of the alarms begin as if there were one: until the first decision nobody knows better.
    ///
    /// - Parameter board: The board.
    /// - Throws: `SystemFault`.
    init(_ board: borrowing BoardSection) throws(SystemFault) {
      guard let alarmLine = board.line(.alarm) else { throw SystemFault("finding the alarm line", code: 2) }
      let alarm = try OutputLine(alarmLine, isActive: true)
      let fault = try Self.output(board.line(.fault), isActive: true)
      let nurseCall = try Self.output(board.line(.nurseCall), isActive: true)
      let buzzer = try Self.output(board.line(.buzzer), isActive: false)
      let light = try Self.output(board.line(.light), isActive: true)
      let heartbeat = try Self.output(board.line(.heartbeat), isActive: false)
      let acknowledge = try Self.input(board.line(.acknowledge))
      hasButton = board.line(.acknowledge) != nil
      buttonDescriptor = Self.descriptor(of: acknowledge)
      self.alarm = alarm
      self.fault = fault
      self.nurseCall = nurseCall
      self.buzzer = buzzer
      self.light = light
      self.heartbeat = heartbeat
      self.acknowledge = acknowledge
    }

    private static func output(_ line: Line?, isActive: Bool) throws(SystemFault) -> OutputLine? {
      guard let line else { return nil }
      return try OutputLine(line, isActive: isActive)
    }

    private static func input(_ line: Line?) throws(SystemFault) -> EdgeLine? {
      guard let line else { return nil }
      return try EdgeLine(line)
    }

    private static func descriptor(of line: borrowing EdgeLine?) -> Int32 {
      switch line {
      case .some(let line): line.descriptor
      case .none: -1
      }
    }

    /// Whether there is a button.
    let hasButton: Bool

    /// The button's descriptor, negative if there is none.
    let buttonDescriptor: Int32

    /// Whether the button was pressed since the last call.
    ///
    /// - Returns: Nil if the line is gone.
    mutating func takePress() -> Bool? {
      var isPressed = false
      do throws(PortFault) {
        while try acknowledge?.next(timeoutNanoseconds: 0) != nil { isPressed = true }
      } catch { return nil }
      return isPressed
    }

    /// Shows the alarms. A board without a line for technical alarms shows them on its only one.
    ///
    /// - Returns: 0, or the error number of a line that is gone.
    mutating func show(_ levels: AlarmLevels) -> Int32 {
      guard levels != shown else { return 0 }
      let isOnAlarm = levels.seizure || (fault == nil && levels.technical)
      // The alarm first: whatever fails afterwards, it is out.
      var code = alarm.set(isActive: isOnAlarm)
      keep(fault?.set(isActive: levels.technical), in: &code)
      keep(nurseCall?.set(isActive: levels.nurseCall), in: &code)
      keep(buzzer?.set(isActive: levels.buzzer), in: &code)
      keep(light?.set(isActive: levels.light), in: &code)
      shown = levels
      return code
    }

    /// Drives every line that tells of an alarm.
    ///
    /// - Returns: 0, or the error number of a line that is gone.
    mutating func showAll(_ isActive: Bool) -> Int32 {
      show(
        AlarmLevels(
          seizure: isActive, technical: isActive, buzzer: isActive, light: isActive, nurseCall: isActive))
    }

    /// Changes the heartbeat's level: a decision is complete.
    mutating func beat() -> Int32 {
      isHeartbeatHigh.toggle()
      return heartbeat?.set(isActive: isHeartbeatHigh) ?? 0
    }

    private func keep(_ found: Int32?, in code: inout Int32) {
      if let found, found != 0, code == 0 { code = found }
    }
  }
#endif
