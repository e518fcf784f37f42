import ADS1299

/// The control and data-ready lines of a bench.
public struct SimulatedPins: FrontEndPins {
  let bench: SimulatedBench

  /// Which control lines are connected.
  public var wiredLines: ControlLines { bench.wiredLines }

  /// Drives a control line.
  public mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(PortFault) {
    bench.drive(line, high: isHigh)
  }

  /// Waits for the next edge of a data-ready line.
  public mutating func nextEdge(select: UInt8, deadlineNanoseconds: UInt64) throws(PortFault) -> DataReadyEdge? {
    bench.nextEdge(select: Int(select), deadline: deadlineNanoseconds)
  }
}
