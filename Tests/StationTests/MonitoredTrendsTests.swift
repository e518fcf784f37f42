import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

/// What a session's minutes have of the heart and of forecasts: what is not known is nothing, never 0.
@Suite struct MonitoredTrendsTests {
  /// A session of so many minutes, a hop each, that began at 15:06:40 UTC; and records, each told at a second.
  private func session(minutes: UInt64, _ records: [(second: UInt64, kind: RecordKind, bytes: [UInt8])]) throws
    -> MonitoredSession
  {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    var body = Samples.session()
    body.hopSamples = 128 * 60
    _ = try writer.append(.session, body: Samples.bytes(of: body).span, stamps: LogKeeper.stamps(0))
    for minute in 0..<minutes {
      let second = (minute + 1) * 60
      for record in records where (second - 60..<second).contains(record.second) {
        _ = try writer.append(record.kind, body: record.bytes.span, stamps: LogKeeper.stamps(record.second))
      }
      var decision = Samples.decision(hop: minute)
      decision.sampleIndex = second * 256 - 1
      _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: LogKeeper.stamps(second))
    }
    try writer.flush()
    let folder = try LogFolder(storage.segmentBytes)
    return try #require(try LogOverview(LogFile(folder.url)).history.sessions.first)
  }

  private func heart(_ cause: PolygraphBody.Cause, _ number: UInt64, seconds: UInt16, rate: UInt32) -> [UInt8] {
    var body = PolygraphBody(cause: cause, number: number, sampleIndex: (number + 1) * 60 * 256 - 1)
    body.count = 2
    let muscle = PolygraphStretch(seconds: 60, median: 999, lowest: 999, highest: 999)
    body.signals[0] = PolygraphBody.Signal(input: 19, role: .emg, name: "Chin", during: muscle)
    let stretch = PolygraphStretch(seconds: seconds, median: rate, lowest: rate, highest: rate)
    body.signals[1] = PolygraphBody.Signal(input: 20, role: .ecg, name: "ECG", during: stretch)
    return Samples.bytes(of: body)
  }

  private func forecast(
    _ second: UInt64, hour: Int64, ahead: Int16 = 0, _ withheld: ForecastBody.Withheld = .no, eighths: UInt32
  ) -> [UInt8] {
    Samples.bytes(
      of: ForecastBody(
        change: .hour, level: .low, withheld: withheld, hour: hour, offsetMinutes: ahead,
        probability: eighths << 27, base: 0, sampleIndex: second * 256 - 1))
  }

  @Test func aMinuteHasTheHeartsRateWhereItCouldBeJudged() throws {
    let records = (0..<6 as Range<UInt64>).map { minute in
      let isKnown = !(2...3).contains(minute)
      return (
        minute * 60 + 30, RecordKind.polygraphy,
        heart(.minute, minute, seconds: isKnown ? 44 : 0, rate: isKnown ? 70 + UInt32(minute) : 0)
      )
    }
    let event = [(second: UInt64(300), kind: RecordKind.polygraphy, bytes: heart(.event, 2, seconds: 60, rate: 140))]
    let session = try session(minutes: 7, records + event)
    #expect(session.hasHeart && session.minutes.map(\.heart) == [70, 71, nil, nil, 74, 75, nil])
  }

  /// From 1970-01-05 to 2025-06-15 15:00 in UTC there are 486,015 hours.
  @Test func aForecastStandsToTheEndOfItsHourOrToTheNext() throws {
    let session = try session(
      minutes: 200,
      [
        (60, .forecast, forecast(60, hour: 486_015, eighths: 2)),
        (3210, .forecast, forecast(3210, hour: 486_016, .stoppedWorking, eighths: 4)),
        (6000, .forecast, forecast(6000, hour: 486_018, ahead: 120, eighths: 1)),
      ])
    let risks = session.minutes.map(\.risk)
    #expect(session.hasForecast && risks.count == 200)
    // To 15:59 what was told first; nothing while it was withheld; from 16:46 to 16:59 the last; then no record.
    let expected: [Double?] = (0..<200).map { minute in
      (1..<53).contains(minute) ? 0.25 : (100..<114).contains(minute) ? 0.125 : nil
    }
    #expect(risks == expected)
  }

  @Test func withoutRecordsThereIsNeither() throws {
    let session = try session(minutes: 5, [])
    #expect(!session.hasHeart && !session.hasForecast)
    #expect(session.minutes.allSatisfy { $0.heart == nil && $0.risk == nil })
  }

  @Test func whateverAForecastSaysNothingOverflows() throws {
    let session = try session(
      minutes: 5,
      [
        (10, .forecast, forecast(10, hour: .max, ahead: .min, eighths: 1)),
        (70, .forecast, forecast(70, hour: .min, ahead: .max, eighths: 7)),
        (130, .forecast, forecast(1 << 40, hour: 0, eighths: 7)),
        (190, .polygraphy, heart(.minute, 1 << 50, seconds: 9, rate: 80)),
      ])
    #expect(session.minutes.map(\.risk) == [0.125, nil, nil, nil, nil] && session.minutes.count == 5)
  }
}
