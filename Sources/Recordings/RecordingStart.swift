/// When a recording starts, by the clock of the place it was made at.
public struct RecordingStart: Equatable, Sendable, CustomStringConvertible {
  /// The year, four digits.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, 1 to 31.
  public var day: Int
  /// The hour, 0 to 23.
  public var hour: Int
  /// The minute, 0 to 59.
  public var minute: Int
  /// The second, 0 to 59.
  public var second: Int

  /// What EDF+ writes in the header's date where none is known; the recording field then begins `Startdate X`.
  static let unknownDate = "01.01.85"

  /// The months' names in EDF+ fields.
  static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

  /// Creates a start.
  public init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The start a header declares, or nil if its date or time is none, or if the recording field states another date. A
  /// two-digit year means 1985 to 2084 (EDF), unless an EDF+ recording field (`Startdate 06-NOV-2076 …`) gives all four
  /// digits.
  ///
  /// - Parameters:
  ///   - date: `dd.mm.yy`.
  ///   - time: `hh.mm.ss`.
  ///   - recording: The recording field.
  public init?(date: String, time: String, recording: String) {
    let stated = RecordingStart.statedDate(recording)
    // What EDF+ writes for a date that is not known.
    guard !RecordingStart.isWithheld(date: date, recording: recording) else { return nil }
    // From 2085 on EDF+ writes the letters yy.
    let isOpen = stated != nil && date.hasSuffix("yy")
    guard let date = RecordingStart.triple(isOpen ? date.dropLast(2) + "00" : date[...]),
      let time = RecordingStart.triple(time[...])
    else { return nil }
    guard time.0 < 24, time.1 < 60, time.2 < 60 else { return nil }
    let year = stated?.year ?? (date.2 < 85 ? 2000 + date.2 : 1900 + date.2)
    guard RecordingStart.isDate(year, date.1, date.0) else { return nil }
    if let stated, (stated.month, stated.day) != (date.1, date.0) || !isOpen && stated.year % 100 != date.2 {
      return nil
    }
    self.init(year: year, month: date.1, day: date.0, hour: time.0, minute: time.1, second: time.2)
  }

  /// The date as EDF+ fields have it, such as `02-MAR-2004`.
  var dateText: String { "\(day < 10 ? "0" : "")\(day)-\(RecordingStart.months[month - 1])-\(year)" }

  /// ISO 8601 without a time zone, such as `2014-04-29T22:19:44`.
  public var description: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute)):\(two(second))"
  }

  /// Three numbers of two digits, with any one character that is no digit between them.
  private static func triple(_ text: Substring) -> (Int, Int, Int)? {
    let parts = text.split(omittingEmptySubsequences: false) { !$0.isASCII || !$0.isNumber }
    let numbers = parts.compactMap { part in (1...2).contains(part.count) ? Int(part) : nil }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    return (numbers[0], numbers[1], numbers[2])
  }

  /// The date of `Startdate dd-MMM-yyyy`, where it is one.
  private static func statedDate(_ recording: String) -> (year: Int, month: Int, day: Int)? {
    let words = recording.split(separator: " ")
    guard words.count >= 2, words[0] == "Startdate" else { return nil }
    let parts = words[1].split(separator: "-")
    guard parts.count == 3, parts[2].count == 4, let year = Int(parts[2]), let day = Int(parts[0]),
      let month = months.firstIndex(of: parts[1].uppercased()), isDate(year, month + 1, day)
    else { return nil }
    return (year, month + 1, day)
  }

  /// Whether a header says that the date is not known; the time of day may be.
  ///
  /// - Parameters:
  ///   - date: `dd.mm.yy`.
  ///   - recording: The recording field.
  /// - Returns: Whether it does.
  static func isWithheld(date: String, recording: String) -> Bool {
    date == unknownDate && recording.split(separator: " ").prefix(2).elementsEqual(["Startdate", "X"])
  }

  /// Whether there is such a day.
  static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return false }
    let noon = RecordingStart(year: year, month: month, day: day, hour: 12, minute: 0, second: 0)
    return RecordingStart(secondsSince1970: noon.secondsSince1970) == noon
  }

  /// Why a header's start is none, in a sentence.
  ///
  /// - Parameters:
  ///   - date: `dd.mm.yy`.
  ///   - time: `hh.mm.ss`.
  ///   - recording: The recording field.
  /// - Returns: The sentence.
  static func fault(date: String, time: String, recording: String) -> String {
    guard RecordingStart(date: date, time: time, recording: "") != nil, statedDate(recording) != nil else {
      return "start \"\(date)\" \"\(time)\" is no date and time"
    }
    let stated = recording.split(separator: " ")[1]
    return "start \"\(date)\" and Startdate \"\(stated)\" are different dates: neither is taken"
  }
}

extension RecordingStart {
  /// Seconds since 1970-01-01 00:00:00, taking the file's local time as UTC: EDF knows no time zone.
  public var secondsSince1970: Int64 {
    // Days by the proleptic Gregorian calendar, years counted from March so that the leap day comes last.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = Int64(era * 146_097 + dayOfEra - 719_468)
    return days * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// The date and time so many seconds after 1970-01-01 00:00:00, or before it.
  ///
  /// - Parameter seconds: Seconds without leap seconds.
  public init(secondsSince1970 seconds: Int64) {
    let days = Self.quotient(seconds, 86_400)
    let ofDay = Int(seconds - days * 86_400)
    // Eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = Self.quotient(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    self.init(
      year: Int(year), month: Int(month), day: Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1), hour: ofDay / 3600,
      minute: ofDay / 60 % 60, second: ofDay % 60)
  }

  private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}
