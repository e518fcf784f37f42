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

  /// Date and time to the second.
  public var start: RecordingStart {
    let seconds = Self.quotient(nanoseconds, 1_000_000_000)
    let days = Self.quotient(seconds, 86_400)
    let ofDay = Int(seconds - days * 86_400)
    let date = Self.date(days: days)
    return RecordingStart(
      year: date.year, month: date.month, day: date.day, hour: ofDay / 3600, minute: ofDay / 60 % 60,
      second: ofDay % 60)
  }

  /// Such as `2026-03-01 07:04:09`.
  public var text: String {
    let start = start.description
    return start.replacing("T", with: " ")
  }

  private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
  }

  /// The Gregorian date some days after 1970-01-01, counted in eras of 400 years that begin in March.
  private static func date(days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = quotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (Int(year), Int(month), Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1))
  }
}
