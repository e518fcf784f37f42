import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct AlarmReviewTests {
  private static let hour: UInt64 = 3600

  /// A session of hops of an hour, so many of which are blind, with an alarm in each of the first hours.
  private func log(hours: UInt64, blind: UInt64, alarms: UInt32) throws -> LogFolder {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    var session = Samples.session()
    session.hopSamples = 128 * UInt32(Self.hour)
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(0))
    for hop in 0..<hours {
      var decision = Samples.decision(hop: hop)
      decision.sampleIndex = (hop + 1) * Self.hour * 256 - 1
      if hop >= hours - blind { decision.verdict.state = .unknown }
      let stamps = LogKeeper.stamps((hop + 1) * Self.hour)
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps)
      guard hop < alarms else { continue }
      var alarm = Samples.alarm(.raised, event: UInt32(hop) + 1, hop: hop)
      alarm.sampleIndex = decision.sampleIndex
      _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: stamps)
      alarm.phase = .cleared
      _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: stamps)
    }
    try writer.flush()
    return try LogFolder(storage.segmentBytes)
  }

  private func reviews(_ folder: LogFolder, _ marks: [Mark]) throws -> [AlarmReview] {
    let overview = try LogOverview(LogFile(folder.url))
    return [AlarmReview](overview.summary, overview.history, marks)
  }

  private func mark(_ event: UInt32, _ verdict: Mark.Verdict, onset: Double? = nil, of person: String? = nil) -> Mark {
    Mark(
      pseudonym: person ?? Samples.session().pseudonymText, session: 1, event: event, verdict: verdict,
      onsetSeconds: onset, endSeconds: nil, note: nil, author: "Dr. A", time: "2026-03-01T07:04:09Z")
  }

  @Test func alarmsCountByTheirLastMarkAndRatesByTheHoursThatWereJudged() throws {
    let folder = try log(hours: 60, blind: 12, alarms: 6)
    let marks = [
      mark(1, .seizure, onset: 3590), mark(2, .false), mark(3, .false), mark(3, .seizure, onset: 10_780),
      mark(4, .unsure), mark(5, .false, of: String(repeating: "ff", count: 16)),
    ]
    let review = try #require(try reviews(folder, marks).first)
    #expect(review.alarms == 6 && review.seizures == 2 && review.falseAlarms == 1)
    #expect(review.unsure == 1 && review.unmarked == 2)
    #expect(review.watchedSeconds == 60 * 3600 && review.judgedSeconds == 48 * 3600)
    #expect(review.falseAlarmsPerDay == 0.5...2)
    #expect(review.delaySeconds == [10, 20] && review.medianDelaySeconds == 10)
  }

  @Test func lessThanADayThatWasJudgedGivesNoRate() throws {
    let folder = try log(hours: 30, blind: 7, alarms: 1)
    let review = try #require(try reviews(folder, [mark(1, .false)]).first)
    #expect(review.judgedSeconds == 23 * 3600 && review.falseAlarmsPerDay == nil)
    #expect(review.falseAlarms == 1 && review.medianDelaySeconds == nil)
    // An onset that no session has, as older versions took it, is no delay.
    #expect(try reviews(folder, [mark(1, .seizure, onset: 1e6)]).first?.delaySeconds == [])
  }
}
