import Foundation
import Station

extension ClockText {
  /// A moment of a session: by the clock, or how long after the session's start where no clock was set.
  func time(_ seconds: Double, _ clock: SessionClock) -> String {
    clock.time(at: seconds).map { time($0) } ?? "+" + Self.elapsed(seconds)
  }

  /// The same with its date.
  func moment(_ seconds: Double, _ clock: SessionClock) -> String {
    clock.time(at: seconds).map { moment($0) } ?? "+" + Self.elapsed(seconds)
  }

  /// Hours, minutes and seconds, such as `1:02:03`.
  static func elapsed(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds.clamped))
    return String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
  }
}
