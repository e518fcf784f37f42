#if hasFeature(Embedded)
  import ADS1299
  import Bundle
  import CLinux
  import Vocabulary

  /// The front end's lines: what it is told by, and what it tells by.
  public struct FrontEndLines: FrontEndPins, ~Copyable {
    /// Which control lines the board connects.
    public let wiredLines: ControlLines
    private let reset: OutputLine?
    private let start: OutputLine?
    private let powerDown: OutputLine?
    private var firstDataReady: EdgeLine
    private var secondDataReady: EdgeLine?

    /// Requests the lines of a board.
    ///
    /// - Parameter board: The board.
    /// - Throws: `SystemFault`.
    public init(_ board: borrowing BoardSection) throws(SystemFault) {
      guard let dataReady = board.line(.dataReady) else {
        throw SystemFault(.findLine, FixedText("DRDY"), code: ENOENT)
      }
      let firstDataReady = try EdgeLine(dataReady)
      let secondDataReady = try Self.input(board.line(.dataReady2))
      let reset = try Self.output(board.line(.reset))
      let start = try Self.output(board.line(.start))
      let powerDown = try Self.output(board.line(.powerDown))
      wiredLines = ControlLines(
        reset: board.line(.reset) != nil, start: board.line(.start) != nil, powerDown: board.line(.powerDown) != nil)
      self.firstDataReady = firstDataReady
      self.secondDataReady = secondDataReady
      self.reset = reset
      self.start = start
      self.powerDown = powerDown
    }

    private static func output(_ line: Line?) throws(SystemFault) -> OutputLine? {
      guard let line else { return nil }
      return try OutputLine(line, isActive: false)
    }

    private static func input(_ line: Line?) throws(SystemFault) -> EdgeLine? {
      guard let line else { return nil }
      return try EdgeLine(line)
    }

    /// Drives a control line.
    public mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(PortFault) {
      let code: Int32? =
        switch line {
        case .reset: reset?.set(isHigh: isHigh)
        case .start: start?.set(isHigh: isHigh)
        case .powerDown: powerDown?.set(isHigh: isHigh)
        }
      guard let code else { preconditionFailure("only lines that are wired are driven") }
      guard code == 0 else { throw PortFault(port: .pins, code: code) }
    }

    /// Waits for the next edge of a data-ready line.
    public mutating func nextEdge(
      select: UInt8, deadlineNanoseconds: UInt64
    ) throws(PortFault) -> DataReadyEdge? {
      let now = linux_monotonic_nanoseconds()
      let timeout = deadlineNanoseconds > now ? deadlineNanoseconds - now : 0
      if select == 0 { return try firstDataReady.next(timeoutNanoseconds: timeout)?.stamp }
      return try secondDataReady?.next(timeoutNanoseconds: timeout)?.stamp
    }
  }
#endif
