import Bundle
import EventLog
import Forecast
import LogSupport
import Testing
import Vocabulary

@testable import Supervisor

/// The person's forecaster by the site's clock.
@Suite struct ForecastWatchTests {
  /// A deciding thread's steps, once a second, on a clock that a test sets.
  private struct Course {
    var watch: ForecastWatch
    var now: UInt64 = 5_000_000_000
    /// Seconds since 1970 at the start.
    var wall: Int64
    var isSynchronised = true
    var records: [ForecastBody] = []
    var news: [LearnedBody] = []
    var kept = 0
    var steps = 0
    var history: [UInt8] = []

    init(zone: TimeZoneRules = .utc, from wall: Int64, forecaster: HazardForecaster? = nil) {
      watch = ForecastWatch(zone: zone, layer: nil)
      if let forecaster { watch.resume(forecaster) }
      self.wall = wall
    }

    mutating func step(isJudged: Bool = true) {
      let wallNow = (wall - 5) * 1_000_000_000 + Int64(now)
      let stamps = RecordStamps(
        monotonicNanoseconds: now, wallNanoseconds: wallNow, wallState: isSynchronised ? .synchronised : .freeRunning)
      let (isDue, history) = (watch.isLookDue(now), history)
      let told = watch.step(
        stamps: isDue ? stamps : nil, now: now, isJudged: isJudged, sampleIndex: 7, history: history.span
      )
      if let record = told.record { records.append(record) }
      if let told = watch.takeNews(sampleIndex: 7) { news.append(told) }
      if told.isToBeKept { kept += 1 }
      steps += 1
    }

    /// Lets time pass.
    mutating func pass(seconds: Int, isJudged: Bool = true) {
      for _ in 0..<seconds {
        step(isJudged: isJudged)
        now += 1_000_000_000
      }
    }

    mutating func pass(hours: Int, isJudged: Bool = true) { pass(seconds: 3600 * hours, isJudged: isJudged) }
  }

  /// 2026-03-02 00:00 UTC, a Monday.
  private static let monday: Int64 = 1_772_409_600
  private static let epoch: Int64 = 345_600

  private static var berlin: TimeZoneRules {
    var zone = TimeZoneRules(name: FixedText("Europe/Berlin"), offset: 3600)
    zone.daylightOffset = 7200
    zone.daylightBegins = .init(month: 3, week: 5, weekday: 0, second: 7200)
    zone.daylightEnds = .init(month: 10, week: 5, weekday: 0, second: 10_800)
    return zone
  }

  @Test func hoursAreLocalToldOnceAndKept() {
    var course = Course(zone: Self.berlin, from: Self.monday)
    course.pass(seconds: 3 * 3600 + 60)
    // 01:00 on a Monday, by the local clock.
    let first = (Self.monday + 3600 - Self.epoch) / 3600
    #expect(course.records.map(\.hour) == [first, first + 1, first + 2, first + 3] && first % 168 == 1)
    #expect(course.records.allSatisfy { $0.withheld == .tooFewEvents && $0.change == .hour && $0.offsetMinutes == 60 })
    #expect(course.kept == 4 && course.watch.forecaster.observedHours == 3)
  }

  @Test func anHourThatWasNotWatchedTeachesNothing() {
    var course = Course(from: Self.monday)
    course.pass(hours: 1)
    course.pass(seconds: 2_000)
    course.pass(seconds: 1_600, isJudged: false)
    course.pass(seconds: 60)
    #expect(course.watch.forecaster.observedHours == 1 && course.watch.forecaster.elapsed == 2)
  }

  @Test func withoutASynchronisedClockThereIsNoForecastAndItsReasonIsTold() {
    var course = Course(from: Self.monday)
    course.isSynchronised = false
    course.pass(hours: 1)
    #expect(course.records.isEmpty && !course.watch.hasBegun)
    course.isSynchronised = true
    course.pass(hours: 1)
    course.isSynchronised = false
    course.pass(hours: 3)
    #expect(course.records.last?.withheld == .clockNotSynchronised)
    let told = course.records.count
    course.isSynchronised = true
    course.pass(seconds: 120)
    // The hours without a clock were not observed; they are told of once they are over.
    #expect(course.records.count == told + 1 && course.records.last?.withheld == .tooFewEvents)
    #expect(course.watch.forecaster.elapsed == 4 && course.watch.forecaster.observedHours <= 1)
  }

  @Test func aClockThatStepsByAYearIsNotBelieved() {
    for step in [365 * 86_400, -365 * 86_400, 3 * 3600] as [Int64] {
      var course = Course(from: Self.monday)
      course.pass(hours: 2)
      let hour = course.watch.forecaster.hour
      course.wall += step
      course.pass(hours: 2)
      #expect(course.watch.forecaster.hour == hour && course.records.last?.withheld == .clockNotSynchronised)
    }
    // Nor one that is far behind what was kept, or years ahead of it.
    for wrong in [-10 * 86_400, 500 * 86_400] as [Int64] {
      let kept = HazardForecaster(firstHour: (Self.monday - Self.epoch) / 3600)
      var course = Course(from: Self.monday + wrong, forecaster: kept)
      course.pass(seconds: 100)
      #expect(course.watch.forecaster.hour == kept.hour)
      #expect(course.records.map(\.withheld) == [.clockNotSynchronised])
    }
  }

  @Test func aPauseIsCaughtUpWithASliceOfWorkInEachStep() {
    let kept = HazardForecaster(firstHour: (Self.monday - Self.epoch) / 3600)
    var course = Course(from: Self.monday + 48 * 3600, forecaster: kept)
    for _ in 0..<48 * 13 - 1 { course.step() }
    #expect(course.records.isEmpty)
    course.pass(seconds: 3)
    #expect(course.records.count == 1 && course.watch.forecaster.elapsed == 48)
    #expect(course.watch.forecaster.observedHours == 0)
  }

  @Test func anHourThatTheClocksLeaveOutIsNotObservedAndOneThatComesTwiceIsOne() {
    // Sunday 2026-03-29, 00:00 to 04:00 UTC.
    var spring = Course(zone: Self.berlin, from: 1_774_742_400)
    spring.pass(seconds: 4 * 3600 + 60)
    #expect(spring.watch.forecaster.elapsed == 5 && spring.watch.forecaster.observedHours == 4)
    #expect(spring.records.map(\.offsetMinutes) == [60, 120, 120, 120, 120])
    // Sunday 2026-10-25, 23:00 UTC the day before to 03:00.
    var autumn = Course(zone: Self.berlin, from: 1_792_882_800)
    autumn.pass(seconds: 4 * 3600 + 60)
    #expect(autumn.watch.forecaster.elapsed == 3 && autumn.watch.forecaster.observedHours == 3)
  }

  @Test func eventsAreTakenInTheirHourAlsoInOneThatComesTwice() {
    var course = Course(zone: Self.berlin, from: 1_792_882_800)
    course.pass(seconds: 600)
    course.watch.noteEvent()
    course.pass(hours: 2)
    // The second passage of the hour from 02:00 to 03:00.
    course.watch.noteEvent()
    course.pass(hours: 6)
    course.watch.noteEvent()
    course.pass(hours: 1)
    #expect(course.watch.forecaster.leads == 2 << 8)
    let last = course.watch.forecaster.lastEvent.map { $0 / 3600 }
    #expect(last.map { course.watch.forecaster.hour - $0 } == 1)
  }

  /// A person with a seizure most mornings, until the forecast may be shown.
  private static func learned() -> HazardForecaster {
    var forecaster = HazardForecaster(firstHour: (monday - epoch) / 3600)
    var generator = SeededBits(state: 7)
    while forecaster.withheld != nil && forecaster.elapsed < 12_000 {
      if forecaster.hour % 24 == 6, generator.next() % 10 < 7 {
        try? forecaster.noteEvent(atSecond: forecaster.hour * 3600 + 60)
      }
      forecaster.finish(observed: true)
    }
    while forecaster.hour % 24 != 0 { forecaster.finish(observed: true) }
    return forecaster
  }

  private struct SeededBits {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }

  @Test func aWarningBeginsAndEndsWithItsReasonAndAtOnceWithoutAClock() throws {
    let kept = Self.learned()
    try #require(kept.withheld == nil)
    var course = Course(from: kept.hour * 3600 + Self.epoch, forecaster: kept)
    course.pass(hours: 24)
    let warning = try #require(course.records.first { $0.change == .warning })
    #expect(warning.level == .high && warning.withheld == .no && (3...6).contains(warning.hour % 24))
    // The shares and the base are the log-odds: the hour of day is the reason.
    #expect((0..<5).allSatisfy { warning.shares[$0] <= warning.shares[1] } && warning.shares[1] > 0)
    #expect(course.records.contains { $0.change == .warningEnd && $0.hour > warning.hour })
    #expect(!course.watch.isWarning)
    course.pass(seconds: Int(3600 * (warning.hour % 24)) + 600)
    #expect(course.watch.isWarning)
    course.isSynchronised = false
    course.pass(seconds: 3)
    #expect(!course.watch.isWarning)
    #expect(course.records.last?.change == .warningEnd && course.records.last?.withheld == .clockNotSynchronised)
  }

  @Test func whatWasLearnedOutlivesARestartAndIsNobodyElses() throws {
    let kept = Self.learned()
    let person = KeptPerson(pseudonym: InlineArray { 3 + UInt8($0) }, isAdmitted: true)
    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    var content = ByteBuffer()
    content.append(contentsOf: person.pseudonym.span)
    var watch = ForecastWatch(zone: .utc, layer: nil)
    watch.resume(kept)
    watch.encode(person: person.number, into: &content)
    for _ in 0..<2 { try keeper.keep(.forecast, content: content) }

    var start = StateKeeper(reading: storage)
    var again = HazardForecaster(firstHour: 0)
    let found = start.resume(&again, of: person)
    var without = kept
    #expect(found.hasBegun && !found.isDamaged)
    for _ in 0..<30 {
      again.finish(observed: true)
      without.finish(observed: true)
      #expect(again.forecast(clockIsSynchronised: true) == without.forecast(clockIsSynchronised: true))
    }
    let others = start.resume(&again, of: KeptPerson(pseudonym: InlineArray { 4 + UInt8($0) }))
    #expect(!others.hasBegun && !others.isDamaged)
    for copy in 0..<2 { storage.parts[.forecast]?[copy]?[5_000] ^= 1 }
    let damaged = start.resume(&again, of: person)
    #expect(!damaged.hasBegun && damaged.isDamaged)
  }

  @Test func theBoardTellsKeepsAndForgetsIt() throws {
    let board = try Board()
    var kept: [Int] { board.records.parts.filter { $0.part == .forecast }.map(\.body.count) }
    board.clock.lead = Self.monday * 1_000_000_000
    board.play(seconds: 10)
    let records = board.records.committed.filter { $0.kind == .forecast }
    let body = try #require(records.first.map { try ForecastBody(decoding: $0.body.span) })
    #expect(records.count == 1 && body.withheld == .tooFewEvents && kept == [KeptPart.forecast.contentBytes])
    board.reading.request = BedRequest(.admission)
    board.wait(milliseconds: 300)
    #expect(kept.contains(0))
  }
}
