import Replay
import Vocabulary

extension ReplaySession {
  /// The channels that made an alarm rise, with their shares, the largest first, such as `F7-T7 41 %, T7-P7 22 %`.
  ///
  /// - Parameters:
  ///   - event: The alarm.
  ///   - most: At most so many.
  /// - Returns: The text; empty for an alarm without channels.
  func triggers(of event: AlarmEvent, most: Int) -> String {
    (0..<min(most, Int(event.rankedCount))).map { Int(event.ranked[$0]) }.filter { event.sharePermille[$0] > 0 }
      .map { "\(name($0)) \((Int(event.sharePermille[$0]) + 5) / 10) %" }.joined(separator: ", ")
  }
}
