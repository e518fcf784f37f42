import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import Deployment

/// The newest forecast of a board, as it is shown.
@Suite struct ToldForecastTests {
  private typealias Told = (second: UInt64, body: ForecastBody)

  private let clock = ClockText(.gmt)
  /// The hour of the second 0 of the stamps, 2025-06-15 15:06:40 UTC, an hour ahead.
  private let hour: Int64 = (1_750_000_000 - 345_600 + 3600) / 3600
  /// When that hour ends.
  private let end: UInt64 = 3200

  private func body(
    _ hours: Int64 = 0, _ level: ForecastBody.Level = .low, _ withheld: ForecastBody.Withheld = .no,
    percent: UInt32 = 25
  ) -> ForecastBody {
    ForecastBody(
      change: .hour, level: level, withheld: withheld, hour: hour + hours, offsetMinutes: 60,
      probability: UInt32(UInt64(percent) << 30 / 100), base: -(3 << 24), sampleIndex: 7)
  }

  /// A bed that was told so, with decisions until now.
  private func state(_ told: [Told], now: UInt64, age: Double = 1, person: PersonBody.Act? = nil) throws -> BedState {
    let storage = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: 1 << 20, segmentLimit: 64)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    func append(_ kind: RecordKind, _ body: [UInt8], _ second: UInt64) throws {
      _ = try writer.append(kind, body: body.span, stamps: LogKeeper.stamps(second))
    }
    try append(.boot, Samples.bytes(of: Samples.boot(1)), 0)
    try append(.session, Samples.bytes(of: Samples.session()), 0)
    for (second, body) in told { try append(.forecast, Samples.bytes(of: body), second) }
    if let person {
      let act = PersonBody(act: person, source: .station, pseudonym: InlineArray(repeating: 3), sampleIndex: 9)
      try append(.person, Samples.bytes(of: act), now)
    }
    try append(.decision, Samples.bytes(of: Samples.decision(hop: now)), now)
    try writer.flush()
    var state = BedState()
    state.take(
      NewestRecords(
        segment: 1, writtenBytes: 0, wallSeconds: 0, uptimeSeconds: Double(now) + age, isAlarmLatched: false,
        records: LogKeeper.records(storage.segmentBytes)),
      at: Date())
    return state
  }

  private func words(_ told: [Told], now: UInt64, age: Double = 1) throws -> String {
    try state(told, now: now, age: age).forecastWords(by: clock)
  }

  @Test func aShownForecastSaysRiskHourAndSinceWhen() throws {
    #expect(
      try words([(0, body())], now: 10)
        == "low risk since 2025-06-15 15:06 or earlier: 25 % from 15:00 to 16:00, usually 4.7 %")
    let told: [Told] = [(0, body()), (end, body(1, .high, percent: 40)), (end + 3600, body(2, .high, percent: 50))]
    #expect(
      try words(told, now: end + 3700)
        == "HIGH risk, a warning since 2025-06-15 16:00: 50 % from 17:00 to 18:00, usually 4.7 %")
    let text = try state(told, now: end + 3700).json(name: "bed").line
    for part in [
      "\"level\":\"high\"", "\"shown\":true", "\"withheld\":null", "\"horizon_s\":3600", "\"old\":false",
      "\"hour_start\":\"2025-06-15 17:00:00\"", "\"since\":\"2025-06-15 16:00:00\"", "\"since_exact\":true",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(try abs(#require(state(told, now: end + 3700).forecast?.probability) - 0.5) < 1e-6)
  }

  /// What the board did not show has neither level nor probability anywhere.
  @Test(arguments: [
    (ForecastBody.Withheld.tooFewEvents, "too few seizures are known so far"),
    (.tooShort, "too few days are known so far"), (.clockNotSynchronised, "the board's clock is not synchronised"),
    (.notBetterThanChance, "not shown to be better than chance and than the person's own rate"),
    (.stoppedWorking, "it was better than chance before, and is not any more"),
  ])
  func whatIsWithheldIsNotShown(withheld: ForecastBody.Withheld, reason: String) throws {
    let state = try state([(5, body(0, .high, withheld))], now: 10)
    #expect(state.forecastWords(by: clock) == "none since 2025-06-15 15:06 or earlier: \(reason)")
    let line = state.json(name: "bed").line
    for part in ["\"level\":null", "\"probability\":null", "\"usual_probability\":null", "\"shown\":false"] {
      #expect(line.contains(part), "\(part)")
    }
    var bed = Bed(name: "bed", destination: "board")
    bed.state = state
    let metrics = BedMetrics.text([bed])
    #expect(metrics.contains("prodrome_bed_forecast_shown{bed=\"bed\"} 0\n"))
    #expect(metrics.contains("prodrome_bed_forecast_withheld{bed=\"bed\",reason=\"\(withheld.word ?? "")\"} 1\n"))
    #expect(!metrics.contains("forecast_probability{") && !metrics.contains("forecast_warning{"))
  }

  @Test func itIsOldOnceItsHourIsOverAndNoneCame() throws {
    #expect(try !words([(0, body())], now: end + 500).hasPrefix("OLD"))
    #expect(try words([(0, body())], now: end + 700).hasPrefix("OLD, told nothing since: low risk"))
    // One that was told in the middle of its hour ends with it.
    #expect(try words([(3000, body())], now: end + 700).hasPrefix("OLD"))
    #expect(try words([(end, body(1))], now: end + 4300).hasPrefix("OLD"))
    #expect(try words([(0, body(0, .low, .tooFewEvents))], now: end + 700).hasPrefix("OLD, told nothing since: none"))
    // Without a clock the board tells it once, until it has one.
    #expect(try !words([(0, body(0, .low, .clockNotSynchronised))], now: end + 90_000).hasPrefix("OLD"))
    // What nothing is known of now is old at once.
    #expect(try words([(0, body())], now: 10, age: 21).hasPrefix("OLD"))
    var gone = try state([(0, body())], now: 10)
    gone.takeFailure("no way")
    #expect(gone.forecastWords(by: clock).hasPrefix("OLD") && gone.json(name: "b").line.contains("\"old\":true"))
    var bed = Bed(name: "bed", destination: "board")
    bed.state = gone
    #expect(!BedMetrics.text([bed]).contains("prodrome_bed_forecast_shown{"))
  }

  @Test func withoutARecordNothingIsSaid() throws {
    #expect(try words([], now: 10) == "not known: the newest records tell of none")
    #expect(try state([], now: 10).json(name: "bed").line.contains("\"forecast\":null"))
    // A forecast is one person's.
    for act in [PersonBody.Act.admission, .discharge] {
      #expect(try state([(0, body())], now: 10, person: act).forecast == nil)
    }
    #expect(try state([(0, body())], now: 10, person: .standby).forecast != nil)
  }

  @Test(arguments: [Int64.min, -1, 1 << 40, .max] as [Int64], [.min, .max] as [Int64])
  func numbersWithoutSenseDoNotOverflow(hour: Int64, base: Int64) throws {
    var body = body()
    (body.hour, body.base, body.probability) = (hour, base, .max)
    let state = try state([(0, body)], now: 10)
    #expect(state.forecast?.hourStart == nil && state.forecastWords(by: clock).contains(" in an hour"))
    #expect(state.json(name: "bed").line.contains("\"hour_start\":null"))
  }
}
