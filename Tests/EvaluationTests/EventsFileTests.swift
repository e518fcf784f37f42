import Evaluation
import Foundation
import Testing

@Suite struct EventsFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(_ text: String) throws -> EventsFile {
    try EventsFile(folder.write(text, to: "x_events.tsv"))
  }

  @Test func readsSeizuresOfAllSubtypesAndTheRecordingsLength() throws {
    let file = try read(
      TemporaryFolder.header + "1.5\t2\tsz\t1.00\tFp1-F7\t2000-01-01 00:00:00\t3600.00\n"
        + "10\t5\tsz_foc_ia\tn/a\tn/a\tn/a\tn/a\n20\t30\tbckg\tn/a\tn/a\tn/a\tn/a\n")
    #expect(file.seizures == [Interval(1.5, 3.5), Interval(10, 15)])
    #expect(file.recordingDurationSeconds == 3600)
  }

  @Test func findsColumnsByNameAndTakesEitherLineEnding() throws {
    let file = try read(
      "\u{FEFF}eventType\tduration\tvigilance\tonset\r\nsz\t2\tawake\t7\r\nbckg\tn/a\tn/a\tn/a\r\n\r\n")
    #expect(file.seizures == [Interval(7, 9)])
    #expect(file.recordingDurationSeconds == nil)
  }

  @Test func takesLinesThatEndInACarriageReturn() throws {
    let file = try read("onset\tduration\teventType\r7\t2\tsz\r20\t1\tsz\r")
    #expect(file.seizures == [Interval(7, 9), Interval(20, 21)])
  }

  @Test(arguments: [
    ("", 1, "an empty line", "the names of the columns"),
    ("onset\tduration\n1\t2\n", 1, "the columns onset, duration", "a column `eventType`"),
    (TemporaryFolder.header, 2, "no row", "a `sz` row, or `bckg` if there is no seizure"),
    ("onset\tduration\teventType\n1\t2\tsz\n1\t2\n", 3, "2 columns", "3 as in the header"),
    ("onset\tduration\teventType\n1\t2\tsz\n\n-1\t2\tsz\n", 4, "`-1` in `onset`", "seconds, not negative, or n/a"),
    ("onset\tduration\teventType\n1\tinf\tsz\n", 2, "`inf` in `duration`", "seconds, not negative, or n/a"),
    ("onset\tduration\teventType\n1\tnan\tbckg\n", 2, "`nan` in `duration`", "seconds, not negative, or n/a"),
    ("onset\tduration\teventType\n0xA\t2\tsz\n", 2, "`0xA` in `onset`", "seconds, not negative, or n/a"),
    ("onset\tonset\tduration\teventType\n1\t9\t2\tsz\n", 1, "the column `onset` twice", "each column once"),
    ("onset\tduration\teventType\n1\tn/a\tsz\n", 2, "a seizure without onset or duration", "seconds"),
    ("onset\tduration\teventType\n1\t2\tseizure\n", 2, "`seizure` in `eventType`", "sz, sz_…, bckg or impd"),
  ])
  func refusesWithTheLine(text: String, line: Int, found: String, expected: String) throws {
    let fault = #expect(throws: TableFault.self) { try read(text) }
    #expect(fault?.line == line)
    #expect(fault?.found == found)
    #expect(fault?.expected == expected)
    #expect(fault?.description.contains("x_events.tsv:\(line): found ") == true)
  }

  @Test func refusesBytesThatAreNoText() throws {
    let url = folder.url.appending(path: "y_events.tsv")
    try Data([0x6F, 0xFF, 0xFE]).write(to: url)
    #expect(throws: TableFault.self) { try EventsFile(url) }
  }
}
