import Vocabulary

extension AlarmEvent {
  /// The channels that made the alarm rise, with their shares, the largest first, such as `F7-T7 41 %, T7-P7 22 %`.
  ///
  /// - Parameters:
  ///   - most: At most so many.
  ///   - name: A channel's name.
  /// - Returns: The text; empty for an alarm without channels.
  public func triggers(most: Int, name: (Int) -> String) -> String {
    (0..<min(most, Int(rankedCount))).map { Int(ranked[$0]) }.filter { sharePermille[$0] > 0 }
      .map { "\(name($0)) \((Int(sharePermille[$0]) + 5) / 10) %" }.joined(separator: ", ")
  }
}
