import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Report

/// Nights in which the place's clocks are set back or forward: every moment is told apart, and stands in its place.
@Suite struct ClockChangeTests {
  private static let madrid = TimeZone(identifier: "Europe/Madrid") ?? .gmt

  /// A night of so many minutes, a hop each, with an alarm of a minute at each of some minutes.
  private func night(from second: Int64, minutes: UInt64, alarms: [UInt64]) throws -> ShownLog {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    func stamps(_ minute: UInt64) -> RecordStamps {
      RecordStamps(
        monotonicNanoseconds: minute * 60_000_000_000,
        wallNanoseconds: (second + Int64(minute) * 60) * 1_000_000_000, wallState: .synchronised)
    }
    var session = Samples.session()
    session.hopSamples = 128 * 60
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: stamps(0))
    for minute in 0..<minutes {
      var decision = Samples.decision(hop: minute, isSeizure: alarms.contains(minute))
      decision.sampleIndex = (minute + 1) * 60 * 256 - 1
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps(minute + 1))
      for (number, alarm) in alarms.enumerated() where alarm == minute || alarm + 1 == minute {
        var event = Samples.alarm(alarm == minute ? .raised : .cleared, event: UInt32(number) + 1, hop: minute)
        event.sampleIndex = decision.sampleIndex
        _ = try writer.append(.alarm, body: Samples.bytes(of: event).span, stamps: stamps(minute + 1))
      }
    }
    try writer.flush()
    return try ShownLog(storage.segmentBytes, zone: Self.madrid)
  }

  private func axis(_ shown: ShownLog) -> [TimeAxis.Mark] {
    let night = NightSummary(
      summary: shown.overview.summary, history: shown.overview.history, clock: ClockText(Self.madrid),
      events: shown.pages.events)
    return NightStrip(night: night) { $0.identifier }.rows.flatMap(\.marks)
  }

  /// From 01:00 summer time, 2026-10-25: at 03:00 it is 02:00 again.
  @Test func twoMomentsThatTheClockShowsAlikeAreToldApart() throws {
    let shown = try night(from: 1_792_882_800, minutes: 240, alarms: [89, 149])
    let words = shown.words
    #expect(words.contains("2026-10-25 02:30:00 UTC+2") && words.contains("2026-10-25 02:30:00 UTC+1"))
    #expect(words.contains("Monitored from 2026-10-25 01:00:00 to 04:00:00 (Europe/Madrid), 4 h."))
    #expect(words.contains("In it the clocks were set back by 1 h."))
    #expect(axis(shown).filter { $0.text.hasSuffix(":00") }.map(\.text) == ["01:00", "02:00", "02:00", "03:00"])
    #expect(axis(shown).first { $0.text == "03:00" }?.seconds == 10_800)
  }

  /// From 01:00 winter time, 2026-03-29: at 02:00 it is 03:00.
  @Test func noMomentStandsAtATimeThatNeverWas() throws {
    let shown = try night(from: 1_774_742_400, minutes: 180, alarms: [74])
    #expect(shown.words.contains("2026-03-29 03:15:00") && shown.words.contains("set forward by 1 h."))
    let marks = axis(shown)
    #expect(!marks.contains { $0.text.hasPrefix("02:") } && marks.first { $0.text == "03:00" }?.seconds == 3600)
  }

  /// On a phone nothing stands beyond the strip's end: an alarm in the last minutes, and the last time of the axis.
  @Test func nothingStandsBeyondTheStrip() throws {
    let shown = try night(from: 1_774_742_400, minutes: 180, alarms: [178])
    #expect(shown.text.contains(/class="flags"><a href="#event-1-1" style="right:[0-9.]+%"/))
    #expect(axis(shown).allSatisfy { $0.seconds <= 0.86 * 180 * 60 })
    for minutes in 1...400 {
      let length = Double(minutes * 60)
      #expect(TimeAxis(durationSeconds: length).marks.allSatisfy { $0.seconds <= 0.86 * length })
    }
  }

  /// 18.996 s is the nineteenth second wherever it is shown.
  @Test func aMomentIsTheSameSecondEverywhere() {
    let moment = WallTime(nanoseconds: 1_772_323_218_996_000_000)
    #expect(moment.text == "2026-03-01 00:00:19" && ClockText(.gmt).time(moment) == "00:00:19")
    #expect("\(moment.start)" == "2026-03-01T00:00:19")
    #expect(WallTime(nanoseconds: -600_000_000).text == "1969-12-31 23:59:59")
    // Whatever a log holds: the first and the last moment that there are.
    #expect(
      WallTime(nanoseconds: .min).text == "1677-09-21 00:12:43" && WallTime(nanoseconds: .max).text.hasPrefix("2262-"))
  }
}
