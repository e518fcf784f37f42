import Evaluation
import Forecasting
import Foundation
import Testing

/// Diaries as people keep them, and such as cannot be understood.
@Suite struct DiaryFileTests {
  /// 1 January 2024 was a Monday.
  @Test(arguments: [
    "date,time\n2024-01-02,01:00\n2024-01-03,14:05:30\n",
    "Date/Time,Kind\n1/3/2024 2:05:30 PM,\"a, b\"\n1/2/2024 1:00 AM,\n",
    "Timestamp\n2024-01-02T01:00\n2024-01-03T14:05:30\n",
    // A spreadsheet's: byte order mark, line ends of two characters, empty lines, semicolons, tabs, notes of two lines.
    "\u{FEFF}date_time\r\n2024-01-02 01:00\r\n\r\n2024-01-03 14:05:30.250\r\n",
    "date;time;note\n02.01.2024;01:00;\"a; b\"\n;;\n03.01.2024;14:05:30;\"two\nlines\"\n",
    "date\ttime\r2024-01-02\t01:00:00\r2024-01-03\t2:05:30 pm\r",
    // The midnight at the end of a day.
    "date,time\n2024-01-02,01:00\n2024-01-02,24:00\n2024-01-03,14:05:30\n",
  ])
  func stylesAreUnderstood(text: String) throws {
    let style: DiaryDateStyle? = text.hasPrefix("Date/") ? .monthFirst : text.contains("02.01.") ? .dayFirst : nil
    let seconds: [Int64] = text.contains("24:00") ? [90_000, 172_800, 223_530] : [90_000, 223_530]
    #expect(try Self.read(text, style).events.map(\.second) == seconds)
  }

  /// The zeros of computers' clocks and of spreadsheets, and what lies before.
  @Test(arguments: ["1970-01-01,00:00", "1970-01-02,23:59", "1904-01-01,00:00", "1969-12-31,10:00"])
  func aClocksZeroIsNoSeizure(row: String) throws {
    let fault = #expect(throws: TableFault.self) { try Self.read("date,time\n\(row)\n2024-01-03,14:05\n") }
    #expect(fault?.line == 2)
  }

  @Test func theDatesShowTheirStyle() throws {
    let history = try Self.read("date,time\n3.1.2024,00:00\n31.1.2024,00:00\n")
    let seconds: [Int64] = [172_800, 2_592_000]
    #expect(history.events.map(\.second) == seconds)
  }

  @Test(arguments: [
    ("date,time\n31/1/2024,0:00\n2/14/2024,0:00\n", 3, "another style"),
    ("date,time\n1/2/2024,0:00\n", 2, "may be day-first or month-first"),
    ("date,time\n2024-01-05,0:00\n2124-01-05,0:00\n", 3, "in the future"),
    ("date,time\n2024-01-05,0:00\n2024-01-03,0:00\n2024-01-09,0:00\n", 3, "neither before nor after"),
    ("date,time\n2024-02-30,0:00\n", 2, "another style"), ("date,time\n2024-01-05,25:00\n", 2, "the time `25:00`"),
    ("date,hour\n2024-01-05,1\n", 1, "the columns date, hour"), ("date,time\n2024-01-05\n", 2, "1 columns"),
    ("date,time\nyesterday,0:00\n", 2, "`yesterday 0:00`"),
    ("", 1, "an empty file"), ("\n\n", 1, "an empty file"),
    ("date_time\n45382.5868\n", 2, "a spreadsheet's number of a day"),
    ("date,time\n2024-01-05,24:01\n", 2, "the time `24:01`"),
    ("date,time\n2024-01-05,+1:02\n", 2, "the time `+1:02`"), ("date,time\n2024-+1-05,1:02\n", 2, "`2024-+1-05 1:02`"),
    ("date_time\n2024-01-05T14:05:00Z\n", 2, "a time zone in the time"),
    ("date_time\n2024-01-05T14:05+02:00\n", 2, "a time zone in the time"),
    ("date,time\n2024-01-05,14:05 CET\n", 2, "a time zone in the time"),
    ("date,time,date\n2024-01-05,14:05,2024-01-06\n", 1, "the column `date` twice"),
    ("date,time,note\n2024-01-05,14:05,\"half\n2024-01-06,14:05,\n", 2, "a quote that does not end"),
  ])
  func badDiariesAreNamed(text: String, line: Int, found: String) throws {
    let fault = #expect(throws: TableFault.self) { try Self.read(text) }
    #expect(fault?.line == line)
    #expect(fault?.found.contains(found) == true)
  }

  @Test func aHeaderAloneIsADiaryWithoutSeizures() throws {
    #expect(try Self.read("date,time\n").events.isEmpty)
  }

  @Test func otherBytesThanTextAreNamed() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "diary-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: url) }
    // UTF-16, as "Unicode text" is written, and a spreadsheet's own file.
    for bytes in [[0xFF, 0xFE, 0x64, 0x00], [0x50, 0x4B, 0x03, 0x04, 0x00]] as [[UInt8]] {
      try Data(bytes).write(to: url)
      let fault = #expect(throws: TableFault.self) { try DiaryFile.history(in: url) }
      #expect(fault?.found == "bytes that are no UTF-8")
    }
  }

  @Test func twiceCountsOnceAloud() throws {
    let history = try Self.read("date,time\n2024-01-02,01:00\n2024-01-02,01:00\n")
    #expect(history.events.count == 1 && history.notes.count == 1)
  }

  private static func read(_ text: String, _ style: DiaryDateStyle? = nil) throws -> EventHistory {
    let url = FileManager.default.temporaryDirectory.appending(path: "diary-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try DiaryFile.history(in: url, style: style)
  }
}
