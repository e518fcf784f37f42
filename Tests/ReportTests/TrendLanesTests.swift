import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Report

/// Trends over a night by the clock; the heart and the risk where a log has them, with gaps where nothing is known.
@Suite struct TrendLanesTests {
  /// Three hours and twenty minutes from 15:06:40 UTC, a hop a minute.
  private func shown(hasOthers: Bool, wallState: WallState = .synchronised) throws -> ShownLog {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    func stamps(_ second: UInt64) -> RecordStamps {
      var stamps = LogKeeper.stamps(second)
      stamps.wallState = wallState
      return stamps
    }
    var session = Samples.session()
    session.hopSamples = 128 * 60
    _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: stamps(0))
    for minute in 0..<200 as Range<UInt64> {
      let second = (minute + 1) * 60
      var decision = Samples.decision(hop: minute)
      decision.sampleIndex = second * 256 - 1
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps(second))
      guard hasOthers else { continue }
      let isKnown = !(60..<80).contains(minute)
      _ = try writer.append(.polygraphy, body: heart(minute, isKnown).span, stamps: stamps(second))
      if minute % 60 == 54 {
        _ = try writer.append(.forecast, body: forecast(minute, second).span, stamps: stamps(second))
      }
    }
    try writer.flush()
    return try ShownLog(storage.segmentBytes)
  }

  private func heart(_ minute: UInt64, _ isKnown: Bool) -> [UInt8] {
    var body = PolygraphBody(cause: .minute, number: minute, sampleIndex: (minute + 1) * 60 * 256 - 1)
    body.count = 1
    let stretch =
      isKnown ? PolygraphStretch(seconds: 60, median: 84, lowest: 80, highest: 90) : PolygraphStretch()
    body.signals[0] = PolygraphBody.Signal(input: 20, role: .ecg, name: "ECG", during: stretch)
    return Samples.bytes(of: body)
  }

  /// Of the three hours that begin in it the second is withheld.
  private func forecast(_ minute: UInt64, _ second: UInt64) -> [UInt8] {
    Samples.bytes(
      of: ForecastBody(
        change: .hour, level: .low, withheld: minute == 114 ? .notBetterThanChance : .no,
        hour: 486_016 + Int64(minute / 60), offsetMinutes: 0, probability: 1 << 28, base: 0,
        sampleIndex: second * 256 - 1))
  }

  /// The commands of a lane's line.
  private func line(_ name: String, in text: String) throws -> Substring {
    let lane = try #require(text.range(of: "aria-label=\"\(name): "))
    return try #require(text[lane.upperBound...].firstMatch(of: /<path class="score-line" d="([^"]*)"/)).1
  }

  @Test func whatIsNotKnownIsAGapInTheLine() throws {
    let text = try shown(hasOthers: true).text
    #expect(text.contains("heart, beats a minute: up to 84.0") && text.contains("risk an hour, %: up to 25.0"))
    let heart = try line("heart, beats a minute", in: text)
    #expect(heart.hasPrefix("M0 1h1V1h1") && heart.contains("h1M80 1h1") && !heart.contains("39"))
    #expect(heart.count { $0 == "h" } == 180 && heart.count { $0 == "M" } == 2)
    let risk = try line("risk an hour, %", in: text)
    #expect(risk.hasPrefix("M55 1h1") && risk.contains("h1M175 1h1") && risk.count { $0 == "M" } == 2)
  }

  @Test func withoutRecordsThereIsNoLane() throws {
    let text = try shown(hasOthers: false).text
    #expect(text.contains("usable channels: up to") && !text.contains("heart, beats") && !text.contains("risk an hour"))
  }

  @Test func scoreAndLanesAreByTheClock() throws {
    let text = try shown(hasOthers: false).text
    let trends = text[try #require(text.range(of: "id=\"trends\"")).lowerBound...]
    // Under the score and under the lanes.
    for time in ["15:30", "17:00"] { #expect(trends.components(separatedBy: ">\(time)</span>").count == 3) }
    #expect(!trends.contains("1 h</span>"))
    let first = try #require(trends.firstMatch(of: /left:([0-9.]+)%">15:30</)).1
    #expect(abs((Double(first) ?? 0) - 100 * 1400 / 12_000) < 0.01)
  }

  @Test func withoutAClockTimeIsCounted() throws {
    let text = try shown(hasOthers: false, wallState: .unset).text
    let trends = text[try #require(text.range(of: "id=\"trends\"")).lowerBound...]
    #expect(trends.components(separatedBy: ">1 h</span>").count == 3 && !trends.contains(/>[0-9]+:[0-9]+</))
  }

  @Test func anAxisOfDaysHasDates() {
    let clock = ClockText(.gmt)
    // 2025-06-15 15:06:40.
    func marks(_ days: Double) -> [TimeAxis.Mark] {
      TimeAxis(from: 1_750_000_000, durationSeconds: days * 86_400, clock: clock).marks
    }
    #expect(marks(3).map(\.text) == ["06-16", "12:00", "06-17", "12:00", "06-18"])
    let month = marks(30)
    #expect((4...7).contains(month.count) && month.allSatisfy { $0.text.contains(/^0[67]-[0-3][0-9]$/) })
    #expect(marks(1e9) == TimeAxis(durationSeconds: 86_400e9).marks)
    #expect(TimeAxis(from: nil, durationSeconds: 600, clock: clock).marks == TimeAxis(durationSeconds: 600).marks)
  }

  /// The narrowest lane of a phone has room for five times with seconds.
  @Test func timesWithSecondsAreFew() {
    for seconds in 1...280 {
      let marks = TimeAxis(from: 1_750_000_000, durationSeconds: Double(seconds), clock: ClockText(.gmt)).marks
      #expect(marks.count { $0.text.count > 5 } <= 5 && marks.allSatisfy { $0.seconds >= 0 })
    }
  }
}
