import EventLog
import Foundation
import LogSupport
import Replay
import Station
import Testing
import Vocabulary

@testable import Report

/// A month with a thousand alarms: an index that stays small and quick, and a small page for each alarm.
@Suite(.serialized) struct MonthPagesTests {
  private static let month: UInt64 = 30 * 86_400

  /// A log of so many alarms over a month, each of twenty seconds, with the EEG around it.
  private func log(alarms: Int) throws -> LogFolder {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(
      opening: storage, policy: LogPolicy(segmentBytes: 1 << 22, segmentLimit: 64))
    func append(_ kind: RecordKind, _ bytes: [UInt8], _ hop: UInt64, to writer: inout Writer<MemorySegmentStorage>)
      throws
    {
      _ = try writer.append(kind, body: bytes.span, stamps: LogKeeper.stamps(hop + 1))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(writer.nextBoot)), 0, to: &writer)
    try append(.session, Samples.bytes(of: Samples.session()), 0, to: &writer)
    for number in 1...alarms {
      let start = UInt64(number) * Self.month / UInt64(alarms + 1)
      for hop in start..<start + 30 {
        let isSeizure = (start + 5..<start + 25).contains(hop)
        try append(.decision, Samples.bytes(of: Samples.decision(hop: hop, isSeizure: isSeizure)), hop, to: &writer)
        let phase: AlarmEvent.Phase? = hop == start + 5 ? .raised : hop == start + 25 ? .cleared : nil
        if let phase {
          let alarm = Samples.alarm(phase, event: UInt32(number), hop: hop)
          try append(.alarm, Samples.bytes(of: alarm), hop, to: &writer)
        }
        guard phase != nil else { continue }
        try append(.clip, Samples.clip(event: UInt32(number), hop: hop, scale: 1), hop, to: &writer)
      }
    }
    try writer.flush()
    return try LogFolder(storage.segmentBytes)
  }

  /// The index, as `prodrome report` makes it.
  private func index(_ folder: LogFolder) throws -> (pages: LogPage, text: String, overview: LogOverview) {
    let file = LogFile(folder.url)
    var traces = LogTraces()
    let overview = try LogOverview(file) { traces.take($0, $1) }
    let pages = LogPage("march", overview.summary, findings: [], history: overview.history, clock: ClockText(.gmt))
    return (pages, pages.index(traces), overview)
  }

  @Test func everyAlarmIsInTheIndexAndNoPageIsLarge() throws {
    let folder = try log(alarms: 1000)
    let (pages, text, overview) = try index(folder)
    #expect(text.utf8.count <= LogPage.mostPageBytes, "\(text.utf8.count) bytes")
    let targets = Set(FoundMarkup(text).targets.filter { $0.hasPrefix("event-") })
    #expect(targets == Set((1...1000).map { "event-1-\($0).html" }))
    #expect(overview.map.seizures.map(\.event) == Array(1...1000))
    var largest = 0
    // Each takes time to draw, and all are alike.
    for extent in overview.map.seizures where extent.event.isMultiple(of: 100) {
      let files = pages.pages(of: try #require(try overview.episode(extent, in: LogFile(folder.url))))
      #expect(files.map(\.name) == ["event-1-\(extent.event).html"])
      largest = max(largest, files.map(\.text.utf8.count).max() ?? 0)
    }
    #expect(largest > 0 && largest <= LogPage.mostPageBytes, "\(largest) bytes")
  }

  /// Four times the alarms take about four times as long: nothing is looked up anew for each of them.
  @Test func theIndexesTimeGrowsWithTheAlarms() throws {
    let (few, many) = (try log(alarms: 250), try log(alarms: 1000))
    func time(_ folder: LogFolder) throws -> Duration {
      try (0..<3).map { _ in try ContinuousClock().measure { _ = try index(folder) } }.min() ?? .zero
    }
    let ratio = try time(many) / time(few)
    #expect(ratio < 9, "\(ratio) times as long")
  }
}
