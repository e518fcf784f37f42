import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Report

/// What cannot be read is never told as a quiet night.
@Suite struct DamagedLogPageTests {
  private func recording() throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    try LogKeeper.recording(in: storage)
    return storage.segmentBytes
  }

  /// The recording with a byte changed in each record that is chosen.
  private func damaged(where isChosen: (LogRecord) -> Bool) throws -> [UInt32: [UInt8]] {
    var segments = try recording()
    for record in LogKeeper.records(segments) where isChosen(record) {
      segments[record.segment]?[record.offset + RecordEnvelope.headingBytes + 4] ^= 0x40
    }
    return segments
  }

  private func alarm(_ record: LogRecord) -> AlarmEvent? {
    record.kind == .alarm ? try? record.decoded(as: AlarmEvent.self) : nil
  }

  private func hop(_ record: LogRecord) -> UInt64? {
    record.kind == .decision ? (try? record.decoded(as: Decision.self))?.hopIndex : nil
  }

  private static let quiet = [
    "No seizure alarm.", "No technical alarm.", "Every second of it could be judged", "Every second could be judged.",
  ]

  @Test func anAlarmWhoseRiseIsLostIsShownWithItsEEG() throws {
    let shown = try ShownLog(try damaged { alarm($0)?.phase == .raised })
    let words = shown.words
    #expect(words.contains("At a glanceTHE LOG IS DAMAGED: ") || words.contains("THE LOG IS DAMAGED: "))
    let first = try #require(words.range(of: "THE LOG IS DAMAGED"))
    let watch = try #require(words.range(of: "Monitored from"))
    #expect(first.lowerBound < watch.lowerBound && words.contains("an alarm may be missing"))
    // Its first decision ends with the fifteenth second, as that of the whole log's alarm does.
    #expect(words.contains("One seizure alarm, at 15:06:55 or earlier (the record of its rise is lost), 10 s"))
    #expect(words.contains("The record of this alarm's rise cannot be read."))
    for text in Self.quiet { #expect(!words.contains(text), "\(text)") }
    let drawn = DrawnEEG(shown.text).traces.filter { $0.channel == "Cz" }
    #expect(drawn.reduce(0) { $0 + $1.count } == 17 * 128)
    // Without channels that nobody knows.
    #expect(!words.contains("What made the alarm"))
    let session = try #require(shown.overview.summary.sessions.first)
    #expect(session.seizures.map(\.number) == [1] && session.seizures.map(\.isRiseLost) == [true])
    #expect(session.seizures.first?.onsetSeconds == 15 && session.seizures.first?.endSeconds == 25)
  }

  /// Clips, an answer, the fall, or the decisions alone: each of them tells of the alarm.
  @Test(arguments: [RecordKind.clip, .alarm, .decision])
  func whateverIsLeftTellsOfTheAlarm(kind: RecordKind) throws {
    let segments = try damaged { record in
      switch record.kind {
      case .alarm: kind != .alarm || alarm(record)?.phase == .raised
      case .clip: kind != .clip
      case .decision: kind != .decision && (14..<24).contains(hop(record) ?? 0)
      default: false
      }
    }
    let shown = try ShownLog(segments)
    #expect(shown.overview.summary.sessions.first?.seizures.map(\.number) == [1])
    #expect(shown.overview.summary.sessions.first?.seizures.first?.isRiseLost == true)
    #expect(shown.episodes.map(\.number) == [1] && shown.words.contains("One seizure alarm, at 15:0"))
  }

  @Test func aFallWhoseRecordIsLostIsToldByTheDecisions() throws {
    let shown = try ShownLog(try damaged { alarm($0)?.phase == .cleared })
    let event = shown.overview.summary.sessions.first?.seizures.first
    #expect(event?.onsetSeconds == 15 && event?.endSeconds == 25 && event?.isRiseLost == false)
    #expect(!shown.words.contains("still up"))
  }

  @Test func aWholeLogHasNoAlarmButThoseOfItsRecords() throws {
    let sessions = try ShownLog(try recording()).overview.summary.sessions
    #expect(
      sessions.map { $0.events.count } == [1, 0] && sessions.allSatisfy { !$0.events.contains(where: \.isRiseLost) })
    #expect(sessions.map { $0.untoldAlarms(.seizure) } == [0, 0])
  }

  /// An alarm that stands when another person's settings come goes on in the session after; it is not a lost one.
  @Test func anAlarmThatGoesOnInTheNextSessionIsNotALostOne() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    for hop in 0..<20 as Range<UInt64> {
      if hop == 0 || hop == 10 {
        var session = Samples.session()
        session.firstSample = hop * 256
        _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(hop))
      }
      let decision = Samples.decision(hop: hop, isSeizure: (6..<14).contains(hop))
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(hop))
      let phase: AlarmEvent.Phase? = hop == 6 ? .raised : hop == 14 ? .cleared : nil
      guard let phase else { continue }
      _ = try writer.append(
        .alarm, body: Samples.bytes(of: Samples.alarm(phase, event: 1, hop: hop)).span, stamps: LogKeeper.stamps(hop))
    }
    try writer.flush()
    let summary = try ShownLog(storage.segmentBytes).overview.summary
    #expect(summary.isIntact && summary.sessions.map { $0.events.count } == [1, 0])
  }

  /// Random bytes, nothing at all, a header, a header and a boot: nothing was seen, and nothing good is said.
  @Test(arguments: [0, 1, 2, 3])
  func nothingWatchedIsNotAQuietNight(kind: Int) throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    _ = try writer.append(
      .boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: LogKeeper.stamps(0))
    try writer.flush()
    let whole = try #require(storage.segmentBytes[1])
    let bytes: [UInt8] =
      switch kind {
      case 0: (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 131 + $0 >> 5) }
      case 1: []
      case 2: Array(whole.prefix(SegmentHeader.byteCount))
      default: whole
      }
    let words = try ShownLog([1: bytes]).words
    #expect(words.contains("Nothing was monitored, as far as can be read"))
    for text in Self.quiet + ["No seizure alarm is", "The log is empty"] { #expect(!words.contains(text), "\(text)") }
    #expect(words.contains("one may be missing") && words.contains("THE LOG IS DAMAGED") == (kind < 3))
  }

  /// A header that cannot be read hides nothing of what stands behind it.
  @Test func aLogWithoutAHeaderIsNotEmpty() throws {
    let storage = try LogKeeper.log(decisions: 12, policy: LogPolicy(segmentBytes: 1 << 20))
    var segments = storage.segmentBytes
    segments[1]?[20] ^= 1
    let shown = try ShownLog(segments)
    #expect(shown.overview.summary.records > 0 && shown.words.contains("One seizure alarm"))
    #expect(!shown.words.contains("The log is empty") && shown.words.contains("no segment's header can be read"))
  }

  /// Records that were destroyed are no lost samples, and no electrode's fault.
  @Test func whatCannotBeReadIsNotBlamedOnTheSignal() throws {
    let shown = try ShownLog(try damaged { (40..<50).contains(hop($0) ?? 0) })
    let words = shown.words
    #expect(words.contains("Of 10 s nothing can be read, the records are not there (15:07:20 to 15:07:30)"))
    #expect(words.contains("an alarm may have been in it") && !words.contains("samples lost"))
    #expect(words.contains("F7, T7, P7, Cz100.0 %") && words.contains("minutes with records that cannot be read"))
    let session = try #require(shown.overview.history.sessions.first)
    #expect(session.unreadHops == 10 && session.blindHops.allSatisfy { $0 == 0 })
  }

  /// Later alarms tell by their numbers of those of which nothing is left.
  @Test func alarmsOfWhichNothingIsLeftAreCounted() throws {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    _ = try writer.append(.session, body: Samples.bytes(of: Samples.session()).span, stamps: LogKeeper.stamps(0))
    for hop in 0..<20 as Range<UInt64> {
      let decision = Samples.decision(hop: hop, isSeizure: hop >= 12)
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(hop + 1))
      guard hop == 12 else { continue }
      _ = try writer.append(
        .alarm, body: Samples.bytes(of: Samples.alarm(.raised, event: 3, hop: hop)).span, stamps: LogKeeper.stamps(13))
    }
    try writer.flush()
    #expect(
      try ShownLog(storage.segmentBytes).words.contains("2 more seizure alarms rose: no record of them can be read"))
  }
}
