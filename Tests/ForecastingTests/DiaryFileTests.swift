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
  ])
  func stylesAreUnderstood(text: String) throws {
    let style: DiaryDateStyle? = text.hasPrefix("Date/") ? .monthFirst : nil
    let seconds: [Int64] = [90_000, 223_530]
    #expect(try Self.read(text, style).events.map(\.second) == seconds)
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
  ])
  func badDiariesAreNamed(text: String, line: Int, found: String) throws {
    let fault = #expect(throws: TableFault.self) { try Self.read(text) }
    #expect(fault?.line == line)
    #expect(fault?.found.contains(found) == true)
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
