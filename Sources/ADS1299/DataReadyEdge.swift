/// A falling edge of a chip's data-ready line, as the kernel saw it.
public struct DataReadyEdge: Equatable, Sendable {
  /// The kernel's time stamp, by the monotonic clock.
  public var monotonicNanoseconds: UInt64
  /// Number of the edge on this line (`line_seqno` of the GPIO character device, version 2): edges that the kernel
  /// saw but could not queue are counted in it.
  public var lineSequence: UInt32

  /// Creates an edge.
  public init(monotonicNanoseconds: UInt64, lineSequence: UInt32) {
    self.monotonicNanoseconds = monotonicNanoseconds
    self.lineSequence = lineSequence
  }
}
