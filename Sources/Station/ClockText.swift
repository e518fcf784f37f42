import Foundation

/// Moments as people say them, by the clock of a place.
public struct ClockText: Sendable {
  /// The place's time zone.
  public let zone: TimeZone
  /// Whether its clocks were ever changed.
  private let isChanged: Bool

  /// Those of this computer's place.
  public static var here: ClockText { ClockText(.current) }

  /// Creates texts.
  ///
  /// - Parameter zone: The place's time zone.
  public init(_ zone: TimeZone) {
    self.zone = zone
    isChanged = zone.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: 0)) != nil
  }

  /// What the times are by: `UTC` or the zone's name.
  public var name: String {
    zone.secondsFromGMT() == 0 && ["GMT", "UTC"].contains(zone.identifier) ? "UTC" : zone.identifier
  }

  /// Such as `03:12:44`, or `02:30:00 UTC+2` in an hour that a change of the clocks repeats.
  public func time(_ moment: WallTime) -> String { local(moment).suffix(8) + which(moment) }

  /// Such as `03:12`.
  public func minute(_ moment: WallTime) -> String { String(local(moment).suffix(8).prefix(5)) }

  /// Such as `2026-03-01`.
  public func date(_ moment: WallTime) -> String { String(local(moment).prefix(10)) }

  /// Such as `2026-03-01 03:12:44`, likewise.
  public func moment(_ moment: WallTime) -> String { local(moment) + which(moment) }

  /// How far the place's clock is ahead of UTC at a moment, in seconds.
  ///
  /// - Parameter seconds: The moment, in seconds since 1970-01-01 in UTC.
  /// - Returns: The seconds; negative west of Greenwich.
  public func offset(at seconds: Double) -> Double {
    Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
  }

  /// Which of two moments that the place's clock shows alike: how far the clock is ahead of UTC; empty where there is
  /// one.
  private func which(_ moment: WallTime) -> String {
    guard isChanged else { return "" }
    let seconds = (Double(moment.nanoseconds) / 1e9).rounded()
    let ahead = offset(at: seconds)
    let isTwice = [-7200.0, 7200].contains { near in
      let other = offset(at: seconds + near)
      return other != ahead && offset(at: seconds + ahead - other) == other
    }
    guard isTwice else { return "" }
    let minutes = Int(abs(ahead) / 60)
    let rest = minutes % 60 == 0 ? "" : String(format: ":%02d", minutes % 60)
    return " UTC\(ahead < 0 ? "−" : "+")\(minutes / 60)\(rest)"
  }

  /// To the nearest second.
  private func local(_ moment: WallTime) -> String {
    let seconds = (Double(moment.nanoseconds) / 1e9).rounded()
    return WallTime(nanoseconds: 0).adding(seconds: Int64(seconds) + Int64(offset(at: seconds))).text
  }
}
