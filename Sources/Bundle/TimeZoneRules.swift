import Vocabulary

/// When a site's clocks are how far ahead of UTC: a table of changes, and a rule for what comes after it.
///
/// The tool compiles both from the system's tz data; the board needs no files and no text.
public struct TimeZoneRules: Sendable {
  /// A change of the offset.
  public struct Change: BitwiseCopyable, Equatable, Sendable {
    /// When, in seconds since 1970 UTC.
    public var second: Int64
    /// How far local time is ahead of UTC from then on, in seconds.
    public var offset: Int32

    /// Creates a change.
    public init(second: Int64, offset: Int32) {
      self.second = second
      self.offset = offset
    }
  }

  /// A day of each year, as in "the last Sunday of March", and a time of it in the local time before.
  public struct Day: BitwiseCopyable, Equatable, Sendable {
    /// 1 to 12.
    public var month: UInt8
    /// 1 to 4: the first to the fourth such weekday of the month; 5: the last.
    public var week: UInt8
    /// 0 (Sunday) to 6.
    public var weekday: UInt8
    /// Seconds from that day's midnight; some zones go beyond the day.
    public var second: Int32

    /// Creates a day.
    public init(month: UInt8, week: UInt8, weekday: UInt8, second: Int32) {
      self.month = month
      self.week = week
      self.weekday = weekday
      self.second = second
    }
  }

  /// The most changes in the table.
  public static let mostChanges = 64
  /// No clock is further from UTC, in seconds.
  public static let widestOffset: Int32 = 26 * 3600

  /// The zone's name, such as Europe/Berlin.
  public var name: FixedText<40>
  /// The offset before the first change, in seconds.
  public var firstOffset: Int32
  /// How many changes the table has.
  public private(set) var changeCount = 0
  /// The changes in their order; only the first `changeCount` mean anything.
  public private(set) var changes: InlineArray<64, Change> = InlineArray(repeating: Change(second: 0, offset: 0))
  /// The offset after the table, but for daylight saving.
  public var standardOffset: Int32
  /// The offset in daylight saving; without it, the same as `standardOffset`.
  public var daylightOffset: Int32
  /// When daylight saving begins, in standard time.
  public var daylightBegins = Day(month: 1, week: 1, weekday: 0, second: 0)
  /// When it ends, in daylight-saving time.
  public var daylightEnds = Day(month: 1, week: 1, weekday: 0, second: 0)

  /// Creates rules of one offset.
  public init(name: FixedText<40>, offset: Int32) {
    self.name = name
    firstOffset = offset
    standardOffset = offset
    daylightOffset = offset
  }

  /// UTC.
  public static var utc: TimeZoneRules { TimeZoneRules(name: FixedText("UTC"), offset: 0) }

  /// Adds a change after those there are.
  ///
  /// - Precondition: There are fewer than `mostChanges`.
  public mutating func append(_ change: Change) {
    precondition(changeCount < TimeZoneRules.mostChanges)
    changes[changeCount] = change
    changeCount += 1
  }

  /// How far local time is ahead of UTC, in seconds.
  ///
  /// - Parameter second: When, in seconds since 1970 UTC, within some 100,000 years of it.
  /// - Returns: The offset.
  public func offset(at second: Int64) -> Int32 {
    let table = changes.span
    guard changeCount > 0, second < table[changeCount - 1].second else { return ruledOffset(at: second) }
    guard second >= table[0].second else { return firstOffset }
    var offset = firstOffset
    for index in 0..<changeCount where second >= table[index].second { offset = table[index].offset }
    return offset
  }

  private func ruledOffset(at second: Int64) -> Int32 {
    guard daylightOffset != standardOffset else { return standardOffset }
    let year = TimeZoneRules.year(ofDay: TimeZoneRules.quotient(second + Int64(standardOffset), 86_400))
    let begins = TimeZoneRules.second(of: daylightBegins, in: year) - Int64(standardOffset)
    let ends = TimeZoneRules.second(of: daylightEnds, in: year) - Int64(daylightOffset)
    // South of the equator the year begins in daylight saving.
    let isDaylight = begins < ends ? second >= begins && second < ends : second >= begins || second < ends
    return isDaylight ? daylightOffset : standardOffset
  }

  /// Seconds from 1970 to such a day of a year, both in local time.
  private static func second(of day: Day, in year: Int64) -> Int64 {
    let first = TimeZoneRules.day(ofMonth: Int64(day.month), in: year)
    // 1970-01-01 was a Thursday.
    let ahead = (Int64(day.weekday) + 7 - (first + 4 - quotient(first + 4, 7) * 7)) % 7
    var found = first + ahead + 7 * (Int64(day.week) - 1)
    let next =
      day.month == 12 ? TimeZoneRules.day(ofMonth: 1, in: year + 1) : self.day(ofMonth: Int64(day.month) + 1, in: year)
    while found >= next { found -= 7 }
    return found * 86_400 + Int64(day.second)
  }

  /// Days from 1970-01-01 to the first of a month (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  static func day(ofMonth month: Int64, in year: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = quotient(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The year that a day since 1970-01-01 lies in.
  static func year(ofDay day: Int64) -> Int64 {
    let shifted = day + 719_468
    let era = quotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    // Years counted from March.
    return yearOfEra + era * 400 + (dayOfYear >= 306 ? 1 : 0)
  }

  /// The quotient, rounded down.
  private static func quotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor)
  }
}
