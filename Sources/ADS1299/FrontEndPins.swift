/// A port for the chip's control lines and its data-ready lines.
public protocol FrontEndPins: ~Copyable {
  /// Which control lines the board connects.
  var wiredLines: ControlLines { get }

  /// Drives a control line; only called for lines in `wiredLines`.
  ///
  /// - Parameters:
  ///   - line: Which line.
  ///   - isHigh: The level, high or low, at the chip's pin.
  /// - Throws: `PortFault` if the line could not be driven.
  mutating func drive(_ line: ControlLine, high isHigh: Bool) throws(PortFault)

  /// Waits for the next falling edge of a data-ready line; edges are handed out in order, none twice.
  ///
  /// - Parameters:
  ///   - select: Number of the chip select whose data-ready line is meant, from 0.
  ///   - deadlineNanoseconds: When to give up, by the monotonic clock. One in the past only looks.
  /// - Returns: The edge, or nil if none came.
  /// - Throws: `PortFault` if the events could not be read.
  mutating func nextEdge(
    select: UInt8, deadlineNanoseconds: UInt64
  ) throws(PortFault) -> DataReadyEdge?
}
