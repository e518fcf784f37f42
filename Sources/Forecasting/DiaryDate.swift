import Evaluation
import Foundation

/// The three numbers of a date, in the order written.
struct DiaryDate {
  let numbers: [Int]

  /// Whether the numbers are a date in a style.
  func fits(_ style: DiaryDateStyle) -> Bool {
    let (year, month, day) = ordered(style)
    guard (1_900...2_999).contains(year), (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  /// Days since 1 January 1970 (Hinnant's days from civil).
  func day(_ style: DiaryDateStyle, _ row: DiaryRow, in url: URL) throws -> Int64 {
    guard fits(style) else {
      throw DiaryFile.fault(url, row, "`\(row.text)`", "a date written \(style.rawValue)")
    }
    let (year, month, day) = ordered(style)
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return Int64(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468)
  }

  private func ordered(_ style: DiaryDateStyle) -> (year: Int, month: Int, day: Int) {
    switch style {
    case .yearFirst: (numbers[0], numbers[1], numbers[2])
    case .dayFirst: (numbers[2], numbers[1], numbers[0])
    case .monthFirst: (numbers[2], numbers[0], numbers[1])
    }
  }
}
