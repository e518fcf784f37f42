import Foundation

/// Moments as people say them, by the clock of a place.
public struct ClockText: Sendable {
  /// The place's time zone.
  public let zone: TimeZone

  /// Those of this computer's place.
  public static var here: ClockText { ClockText(.current) }

  /// Creates texts.
  ///
  /// - Parameter zone: The place's time zone.
  public init(_ zone: TimeZone) {
    self.zone = zone
  }

  /// What the times are by: `UTC` or the zone's name.
  public var name: String {
    zone.secondsFromGMT() == 0 && ["GMT", "UTC"].contains(zone.identifier) ? "UTC" : zone.identifier
  }

  /// Such as `03:12:44`.
  public func time(_ moment: WallTime) -> String { String(local(moment).suffix(8)) }

  /// Such as `03:12`.
  public func minute(_ moment: WallTime) -> String { String(time(moment).prefix(5)) }

  /// Such as `2026-03-01`.
  public func date(_ moment: WallTime) -> String { String(local(moment).prefix(10)) }

  /// Such as `2026-03-01 03:12:44`.
  public func moment(_ moment: WallTime) -> String { local(moment) }

  /// Seconds since midnight of 1970-01-01 by the place's clock.
  public func localSeconds(_ moment: WallTime) -> Double {
    let seconds = Double(moment.nanoseconds) / 1e9
    return seconds + Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }

  /// To the nearest second.
  private func local(_ moment: WallTime) -> String {
    let seconds = (Double(moment.nanoseconds) / 1e9).rounded()
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
    return WallTime(nanoseconds: 0).adding(seconds: Int64(seconds) + Int64(offset)).text
  }
}
