import EventLog
import Foundation
import LogSupport
import Station
import Testing

@testable import Deployment

/// How beds are drawn in terminals of any size.
@Suite struct BedViewTests {
  private static let asked = Date(timeIntervalSince1970: 1_750_000_013)

  private func bed(_ name: String, decisions: UInt64 = 12, age: Double = 1, failure: String? = nil) throws -> Bed {
    let storage = try LogKeeper.log(decisions: decisions, policy: LogPolicy(segmentBytes: 65_536, segmentLimit: 64))
    var bed = Bed(name: name, destination: "board")
    bed.state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 1_750_000_013, uptimeSeconds: Double(decisions) + age,
        isAlarmLatched: false, records: LogKeeper.records(storage.segmentBytes)),
      at: Self.asked)
    if let failure { bed.state.takeFailure(failure) }
    return bed
  }

  private func beds() throws -> [Bed] {
    var never = Bed(name: "ward-7/bed-with-a-long-name", destination: "board")
    never.state.takeFailure("ssh: connect to host bed5 port 22: No route to host")
    return [
      try bed("bed1"), try bed("bed2", decisions: 6), try bed("bed3", age: 300),
      try bed("bed4", failure: "ssh: connection timed out"), never,
    ]
  }

  private func view(_ width: Int, isColoured: Bool = false) -> BedView {
    BedView(width: width, isColoured: isColoured, clock: ClockText(.gmt))
  }

  /// The words of a text; what was longer than a line alone is none.
  private func words(_ lines: [String]) -> [String] { lines.flatMap { $0.split(separator: " ").map(String.init) } }

  @Test(arguments: [20, 24, 30, 36, 40, 59, 60, 80, 120])
  func everyLineFitsAndHoldsWholeWords(width: Int) throws {
    let beds = try beds()
    let whole = Set(words(view(10_000).lines(beds, details: true)).flatMap { [$0, "\($0):"] })
    let lines = view(width).lines(beds, details: true)
    #expect(lines.allSatisfy { $0.count <= width && !$0.isEmpty }, "\(lines)")
    let since = words(["since 15:06:40 when not known never reached 2025-06-15 15:06 15:06:45 15:06:52"])
    let broken = words(lines).filter { !whole.contains($0) && !since.contains($0) }
    // Only what is longer than a line is broken: the name of the last bed.
    #expect(broken.allSatisfy { "ward-7/bed-with-a-long-name".contains($0) }, "\(broken)")
    for state in ["monitoring", "SEIZURE ALARM", "NOT DECIDING", "NO CONTACT"] {
      #expect(lines.contains { $0.contains(state) }, "\(state)")
    }
  }

  @Test func aNarrowTerminalShowsNameStateAndSince() throws {
    let lines = view(20).lines(try beds(), details: false)
    #expect(
      lines == [
        "bed1 monitoring", " since 15:06:40", "bed2 SEIZURE ALARM", " since 15:06:45", "bed3 NOT DECIDING",
        " since 15:06:52", "bed4 NO CONTACT", " since 2025-06-15", " 15:06", "ward-7/bed-with-a-lo",
        " ng-name NO CONTACT",
        " never reached",
      ])
    #expect(
      view(36).lines([try bed("bed1", decisions: 6)], details: true).prefix(4) == [
        "bed1 SEIZURE ALARM", " since 15:06:45", " seizure 1: T7-P7 75.0 %, F7-T7", " 25.0 %, Cz 0.0 %",
      ])
  }

  @Test func aScreenShowsWhatFitsTheMostUrgentFirst() throws {
    let beds = try beds()
    for width in [8, 20, 24, 36, 60, 80, 200] {
      for rows in 1...60 {
        let lines = view(width).screen(beds, rows: rows, at: Self.asked)
        #expect(lines.count <= rows && lines.allSatisfy { $0.count <= width }, "\(width) x \(rows)")
      }
    }
    #expect(
      view(24).screen(beds, rows: 8, at: Self.asked) == [
        "5 beds, 15:06:53", "bed2 SEIZURE ALARM", " since 15:06:45", "bed3 NOT DECIDING", " since 15:06:52",
        "bed4 NO CONTACT", " since 2025-06-15 15:06", "... 2 more",
      ])
    #expect(
      view(80).screen(beds, rows: 3, at: Self.asked).last == "... and 4 more beds; make the terminal higher")
    #expect(view(80).screen([], rows: 3, at: Self.asked) == ["0 beds, asked at 2025-06-15 15:06:53 (UTC); ctrl-C ends"])
    let reasons = view(36).screen(beds, rows: 22, at: Self.asked)
    #expect(reasons.contains(" seizure 1: T7-P7 75.0 %, F7-T7") && !reasons.contains { $0.hasPrefix(" forecast") })
    // With room for all of it the beds stand as they were named.
    let full = view(120).screen(beds, rows: 60, at: Self.asked)
    #expect(full.contains { $0.hasPrefix("  forecast") } && full.contains { $0.hasPrefix("  storage") })
    #expect(full[1].hasPrefix("bed1"))
  }

  @Test func linesAreColouredEachForItself() throws {
    let lines = view(20, isColoured: true).lines([try bed("bed2", decisions: 6)], details: false)
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("\u{1B}[1;41;97m") && $0.hasSuffix("\u{1B}[0m") })
  }

  @Test func textIsWrappedBetweenWords() {
    #expect("".wrapped(to: 8) == [""])
    #expect("  a bb  ccc dddd".wrapped(to: 8, indent: 2) == ["  a bb", "  ccc", "  dddd"])
    #expect("a\(String.boundSpace)b c\(String.boundSpace)d".wrapped(to: 5) == ["a b", "c d"])
    #expect("aaaaaaaaaaaa b".wrapped(to: 8) == ["aaaaaaaa", "aaaa b"])
    #expect("some words".cut(to: 10) == "some words" && "some longer words".cut(to: 15) == "some longer...")
    #expect("some words".cut(to: 9) == "some..." && "unbroken word".cut(to: 8) == "unbro...")
  }
}
