import Evaluation
import Forecasting
import Foundation
import Testing

/// Histories that are not what they should be.
@Suite struct SeizureTimesFolderTests {
  @Test(arguments: [
    ("onset_s\n10\n5\n", 3, "an event at 5 s after one at 10 s"), ("onset_s\nsoon\n", 2, "`soon`"),
    ("onset_s\n-1\n", 2, "`-1`"), ("onset_s\n1e12\n", 2, "`1e12`"), ("onset\n1\n", 1, "the columns onset"),
    ("onset_s\n0xA\n", 2, "`0xA`"), ("onset_s\tonset_s\n1\t2\n", 1, "the column `onset_s` twice"),
    ("onset_s\n1\t2\n", 2, "2 columns"),
  ])
  func badEventsAreNamed(text: String, line: Int, found: String) throws {
    let folder = try Self.folder(events: text)
    defer { try? FileManager.default.removeItem(at: folder) }
    let fault = #expect(throws: TableFault.self) { try SeizureTimesFolder.histories(in: folder) }
    #expect(fault?.line == line && fault?.found == found)
  }

  @Test func twiceCountsOnceAloud() throws {
    let folder = try Self.folder(events: "onset_s\n10\n10\n20\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    let history = try #require(try SeizureTimesFolder.histories(in: folder).first)
    #expect(history.events.map(\.second) == [10, 20] && history.notes.count == 1)
  }

  @Test func observedHoursAreWhole() throws {
    let folder = try Self.folder(events: "onset_s\n10000\n", observed: "onset_s\tduration_s\n1800\t9000\n20000\t100\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try SeizureTimesFolder.histories(in: folder).first?.observed == [1..<3])
  }

  @Test func overlappingIntervalsAreRefused() throws {
    let folder = try Self.folder(events: "onset_s\n10\n", observed: "onset_s\tduration_s\n0\t9000\n8000\t100\n")
    defer { try? FileManager.default.removeItem(at: folder) }
    let fault = #expect(throws: TableFault.self) { try SeizureTimesFolder.histories(in: folder) }
    #expect(fault?.line == 3)
  }

  private static func folder(events: String, observed: String? = nil) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "person-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try Data(events.utf8).write(to: url.appending(path: "events.tsv"))
    if let observed { try Data(observed.utf8).write(to: url.appending(path: "observed.tsv")) }
    return url
  }
}
