import ADS1299

/// The kernel's queue of a data-ready line's edges: 16 of them, then the oldest makes room.
struct EdgeQueue {
  /// How many edges wait at most (GPIO character device, version 2, one line).
  static let capacity = 16

  private var edges: [DataReadyEdge] = []
  private var sequence: UInt32 = 0

  /// The kernel sees an edge.
  ///
  /// - Parameters:
  ///   - time: Its time stamp.
  ///   - isQueued: Whether there is room for it.
  mutating func see(at time: UInt64, isQueued: Bool) {
    sequence &+= 1
    guard isQueued else { return }
    if edges.count == EdgeQueue.capacity { edges.removeFirst() }
    edges.append(DataReadyEdge(monotonicNanoseconds: time, lineSequence: sequence))
  }

  /// Hands the oldest edge out.
  mutating func take() -> DataReadyEdge? {
    edges.isEmpty ? nil : edges.removeFirst()
  }
}
