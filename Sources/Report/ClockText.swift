import Foundation
import Station

/// Moments as people say them, by the clock of a place.
public struct ClockText: Sendable {
  /// The place's time zone.
  let zone: TimeZone

  /// Creates texts.
  ///
  /// - Parameter zone: The place's time zone.
  public init(_ zone: TimeZone) {
    self.zone = zone
  }

  /// What the times are by: `UTC` or the zone's name.
  var name: String { zone.secondsFromGMT() == 0 && ["GMT", "UTC"].contains(zone.identifier) ? "UTC" : zone.identifier }

  /// Such as `03:12:44`.
  func time(_ moment: WallTime) -> String { String(local(moment).suffix(8)) }

  /// Such as `03:12`.
  func minute(_ moment: WallTime) -> String { String(time(moment).prefix(5)) }

  /// Such as `2026-03-01`.
  func date(_ moment: WallTime) -> String { String(local(moment).prefix(10)) }

  /// Such as `2026-03-01 03:12:44`.
  func moment(_ moment: WallTime) -> String { local(moment) }

  /// A moment of a session: by the clock, or how long after the session's start where no clock was set.
  func time(_ seconds: Double, _ clock: SessionClock) -> String {
    clock.time(at: seconds).map { time($0) } ?? "+" + Self.elapsed(seconds)
  }

  /// The same with its date.
  func moment(_ seconds: Double, _ clock: SessionClock) -> String {
    clock.time(at: seconds).map { moment($0) } ?? "+" + Self.elapsed(seconds)
  }

  /// Seconds since midnight of 1970-01-01 by the place's clock.
  func localSeconds(_ moment: WallTime) -> Double {
    let seconds = Double(moment.nanoseconds) / 1e9
    return seconds + Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }

  /// Hours, minutes and seconds, such as `1:02:03`.
  static func elapsed(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds.clamped))
    return String(format: "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
  }

  /// To the nearest second.
  private func local(_ moment: WallTime) -> String {
    let seconds = (Double(moment.nanoseconds) / 1e9).rounded()
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    return WallTime(nanoseconds: 0).adding(seconds: Int64(seconds) + Int64(offset)).text
  }
}
