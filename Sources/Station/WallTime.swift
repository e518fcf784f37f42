import Bundle
import EventLog
import Recordings

/// A moment by the wall clock, in UTC, as a calendar shows it.
public struct WallTime: Equatable, Sendable {
  /// Nanoseconds since 1970-01-01 00:00:00.
  public let nanoseconds: Int64

  /// Creates a moment.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The moment in stamps, or nil if the clock was not set.
  public init?(_ stamps: RecordStamps) {
    guard stamps.wallState != .unset else { return nil }
    nanoseconds = stamps.wallNanoseconds
  }

  /// The moment some whole seconds later.
  public func adding(seconds: Int64) -> WallTime {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = nanoseconds.addingReportingOverflow(product)
    return WallTime(nanoseconds: overflow || carry ? nanoseconds : sum)
  }

  /// Date and time to the nearest second: the same one wherever a moment is shown.
  public var start: RecordingStart { RecordingStart(secondsSince1970: nearestSecond) }

  /// Seconds since 1970-01-01 00:00:00, to the nearest.
  private var nearestSecond: Int64 {
    let whole = Self.quotient(nanoseconds, 1_000_000_000)
    let rest = nanoseconds % 1_000_000_000
    return (rest < 0 ? rest + 1_000_000_000 : rest) >= 500_000_000 ? whole + 1 : whole
  }

  /// Such as `2026-03-01 07:04:09`.
  public var text: String {
    let start = start.description
    return start.replacing("T", with: " ")
  }

  /// The moment by a site's clocks, such as `2026-06-01 09:04:09 +02:00`.
  ///
  /// - Parameter zone: When the site's clocks are how far ahead of UTC.
  /// - Returns: Date and time to the second, and how far they are ahead.
  public func text(in zone: TimeZoneRules) -> String {
    let offset = zone.offset(at: nearestSecond)
    let minutes = abs(offset) / 60
    let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(adding(seconds: Int64(offset)).text) \(offset < 0 ? "-" : "+")\(digits)"
  }

  private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
  }
}
