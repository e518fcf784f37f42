import Evaluation

/// A recording's hops, kept for the levels of the person's other recordings.
public struct HeardHops: Sendable {
  /// Every hop, in order.
  let hops: [HeardHop]
  /// The montage: a board learns anew with another one.
  let channels: [String]
  /// Length of a window, in seconds.
  let windowSeconds: Double

  /// The judged hops whose windows touch none of these seizures.
  func outside(_ seizures: [Interval]) -> [HeardHop] {
    hops.filter { $0.isJudged && !touches($0, seizures) }
  }

  /// How many hops' windows touch one of these seizures.
  func ictalCount(_ seizures: [Interval]) -> Int {
    hops.count { touches($0, seizures) }
  }

  private func touches(_ hop: HeardHop, _ seizures: [Interval]) -> Bool {
    seizures.contains { $0.onset < hop.endSeconds && $0.end > hop.endSeconds - windowSeconds }
  }
}
