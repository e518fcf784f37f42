import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment
@testable import prodrome

/// `watch` draws one bed as the live view draws a replay, from the board's newest records.
@Suite struct BedPictureTests {
  /// The state at a hop of a log with a seizure alarm at hop 14 and clips from hop 10 to 26.
  private func state(_ hop: UInt64, age: Double = 1, isLatched: Bool? = nil) throws -> BedState {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    let records = LogKeeper.records(storage.segmentBytes)
    let last = records.firstIndex { record in
      if case .success(.decision(let decision)) = record.content { decision.hopIndex == hop + 1 } else { false }
    }
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(hop + 1) + age, isAlarmLatched: isLatched,
        records: Array(records[..<(try #require(last))])), at: Date())
    return state
  }

  private func drawn(_ state: BedState) -> LivePicture? { LivePicture(state, by: ClockText(.gmt)) }

  private let style = TerminalStyle(
    environment: ["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"], isTerminal: true, size: (100, 30))

  @Test func anAlarmHasItsChannelsAndTheirEEG() throws {
    let picture = try #require(try drawn(state(20)))
    #expect(picture.alarm?.contains(" 75 %") == true && picture.state == "seizure alarm")
    #expect(picture.channels.count == 3 && picture.channels.allSatisfy { $0.samples.count == 1280 })
    #expect(picture.span == 1280 && picture.footer == "EEG up to the newest decision")
    let lines = picture.lines(style)
    #expect(lines[0].contains("SEIZURE ALARM: ") && lines.contains { $0.hasPrefix("10 s, ±") })
  }

  @Test func anEEGThatIsOlderSaysByHowMuch() throws {
    let picture = try #require(try drawn(state(40)))
    #expect(picture.footer == "EEG up to 14 s before the newest decision" && picture.alarm == nil)
  }

  /// As the headline above it and the lines at the bed.
  @Test func anAlarmThatNobodyAcknowledgedStays() throws {
    let picture = try #require(try drawn(state(40, isLatched: true)))
    #expect(picture.lines(style)[0].contains("SEIZURE ALARM: ended, and nobody has acknowledged it"))
    #expect(try drawn(state(40, isLatched: false))?.alarm == nil)
    #expect(try drawn(state(20, isLatched: true))?.alarm?.contains(" 75 %") == true)
  }

  @Test func withoutEEGTheChannelsStandAlone() throws {
    let picture = try #require(try drawn(state(5)))
    #expect(picture.channels.allSatisfy { $0.samples.isEmpty && $0.defect == "good" })
    #expect(picture.footer.hasPrefix("no EEG of the last minute in the log"))
    let lines = picture.lines(style)
    #expect(lines.count == 3 + 3 + 2 && lines.contains("most evidence lately on top"))
  }

  @Test func whatIsOldIsNoPicture() throws {
    #expect(try drawn(state(20, age: 21)) == nil)
    var gone = try state(20)
    gone.takeFailure("no way to the board")
    #expect(drawn(gone) == nil && drawn(BedState()) == nil)
  }

  @Test(arguments: [false, true])
  func whateverNumbersALogHoldsNothingOverflows(isLow: Bool) throws {
    let storage = MemorySegmentStorage()
    var session = Samples.session()
    session.raiseExcess = 1
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 65_536))
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(1))
    var decision = Samples.decision(hop: 3)
    (decision.score, decision.threshold) = (.max, .min)
    decision.verdict.accumulated = isLow ? .min : .max
    _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(2))
    try writer.flush()
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: 2,
        records: LogKeeper.records(storage.segmentBytes)),
      at: Date())
    let picture = try #require(drawn(state))
    #expect(picture.part == (isLow ? 0 : 2) && (picture.excess ?? 0) > 0 && !picture.lines(style).isEmpty)
  }
}
