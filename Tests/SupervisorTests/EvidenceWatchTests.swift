import EventLog
import Forecast
import Forecasting
import Simulation
import Testing
import Vocabulary

@testable import Supervisor

/// What a board makes of a person's EEG is, hour by hour, what the judge on the computer makes of the same history and
/// features, over restarts too.
@Suite struct EvidenceWatchTests {
  /// A made-up person: a lead event about once a day, at any hour, and a feature that is higher in the two hours
  /// before each.
  private struct Person {
    let history: EventHistory
    let first: Int64
    private let eventHours: [Int64]

    init(days: Int64, from first: Int64) {
      var generator = SeededGenerator(seed: 5)
      self.first = first
      var hours: [Int64] = []
      var hour = first
      while true {
        hour += Int64.random(in: 9..<48, using: &generator)
        guard hour < first + 24 * days else { break }
        hours.append(hour)
      }
      eventHours = hours
      history = EventHistory(
        person: "p", events: eventHours.map { EventHistory.Event(second: $0 * 3_600 + 1_800) },
        observed: [first..<first + 24 * days])
    }

    func isEvent(_ hour: Int64) -> Bool { eventHours.contains(hour) }

    /// One minute of an hour, on three channels alike.
    func minute(_ hour: Int64) -> FeatureMinute? {
      var channels = PerChannel<ChannelFeatures>(repeating: ChannelFeatures())
      let isNear = isEvent(hour + 1) || isEvent(hour + 2)
      var generator = SeededGenerator(seed: UInt64(hour))
      func size(_ usual: UInt32) -> UInt32 { usual + UInt32.random(in: 0..<usual, using: &generator) }
      for channel in 0..<3 {
        channels[channel].sampleCount = 3_840
        channels[channel].quality = .good
        channels[channel].lineLength = size(1_000) * (isNear ? 8 : 1)
        channels[channel].variance = size(50_000)
        channels[channel].delta = size(20_000)
        channels[channel].theta = size(9_000)
        channels[channel].alpha = size(7_000)
        channels[channel].beta = size(4_000)
        channels[channel].gamma = size(900)
        channels[channel].lagOneAutocorrelation = 20_000
        channels[channel].spikes = UInt16(size(4))
      }
      return FeatureMinute(channels, count: 3)
    }

    var features: FeatureHours {
      var features = FeatureHours()
      for hour in history.hours ?? 0..<0 {
        guard let minute = minute(hour) else { continue }
        for number in 1..<59 { features.add(minute, atSecond: hour * 3_600 + 60 * Int64(number)) }
      }
      return features
    }
  }

  /// The first term alone, an eighth of a unit for each of its steps, and a constant.
  private static func layer(from firstHour: Int64) -> EvidenceLayer {
    var said = InlineArray<18, Int32>(repeating: -30)
    said[0] = -18
    return EvidenceLayer(constant: -30, said: said, unit: 96, firstHour: firstHour, source: 44)
  }

  /// The same by its definition.
  private static func evidence(_ terms: InlineArray<18, Int8>) -> Int64 { (Int64(12 * Int(terms[0]) - 30) << 24) / 96 }

  /// 2026-03-02 00:00 UTC, a Monday, and that in hours since the first Monday.
  private static let monday: Int64 = 1_772_409_600
  private static let start = (monday - 345_600) / 3_600

  /// The judge's hours up to one, and what is then kept.
  private func grown(
    _ person: Person, hours: Int64, firstHour: Int64
  ) throws -> (forecaster: HazardForecaster, memory: EvidenceMemory) {
    var forecaster = HazardForecaster(firstHour: person.first)
    var memory = EvidenceMemory()
    let features = person.features
    for hour in person.first..<person.first + hours {
      let terms = memory.baseline.next
      memory.forecaster.open(
        forecaster.forecast(clockIsSynchronised: true),
        evidence: hour < firstHour ? nil : terms.map { Self.evidence($0) })
      if person.isEvent(hour) { try forecaster.noteEvent(atSecond: hour * 3_600 + 1_800) }
      memory.forecaster.close(forecaster, observed: true)
      forecaster.finish(observed: true)
      memory.baseline.endHour(hour, features[hour])
    }
    let hour = person.first + hours
    memory.hour = hour
    memory.forecaster.open(
      forecaster.forecast(clockIsSynchronised: true),
      evidence: hour < firstHour ? nil : memory.baseline.next.map { Self.evidence($0) })
    return (forecaster, memory)
  }

  /// Lets a watch live through hours of a person, a step a second.
  private func live(_ watch: inout ForecastWatch, _ person: Person, hours: Range<Int64>) -> [ForecastBody] {
    var records: [ForecastBody] = []
    for hour in hours {
      let minute = person.minute(hour)
      for second in 0..<Int64(3_600) {
        let since = (hour - person.first) * 3_600 + second
        let now = UInt64(since + 10) * 1_000_000_000
        if second == 1_800 && person.isEvent(hour) { watch.noteEvent() }
        let stamps = RecordStamps(
          monotonicNanoseconds: now, wallNanoseconds: (Self.monday + since) * 1_000_000_000, wallState: .synchronised)
        for _ in 0..<(second == 0 ? 20 : 1) {
          let isDue = watch.isLookDue(now)
          let told = watch.step(
            stamps: isDue ? stamps : nil, now: now, isJudged: true, sampleIndex: 1, history: [UInt8]().span)
          if let record = told.record { records.append(record) }
        }
        if second > 0 && second % 60 == 0 && second < 3_540 { watch.noteMinute(minute) }
      }
    }
    return records
  }

  /// Five days from nothing: no terms in the first three, then evidence beside a shut gate.
  @Test func itSaysWhatTheJudgeSays() throws {
    let person = Person(days: 5, from: Self.start)
    let firstHour = Self.start + 90
    let source = EvidenceSource(features: person.features, firstHour: firstHour) { Self.evidence($0) }
    let run = ForecastRun(person.history, source: source, keepsForecasts: true)
    var watch = ForecastWatch(zone: .utc, layer: Self.layer(from: firstHour))
    let records = live(&watch, person, hours: Self.start..<Self.start + 120)
    #expect(records.map(\.hour) == run.forecasts.map(\.hour))
    #expect(records.map { Int64($0.probability) } == run.forecasts.map(\.probability))
    let said = records.filter { $0.evidence?.said == true }.map(\.hour)
    #expect(said.first == firstHour && said.count == 30)
    #expect(records.allSatisfy { $0.evidence?.share == 0 && $0.evidence?.gate == .shut })
    // The minutes arrived, and the weight moved.
    #expect(watch.evidence.memory.forecaster.weight != 0)
  }

  /// After 120 days the gate is open: what is shown is the history's and the EEG's, and they add up; a restart in
  /// between changes nothing.
  @Test func whereItHelpsItIsShownAndARestartChangesNothing() throws {
    let person = Person(days: 122, from: Self.start)
    let source = EvidenceSource(features: person.features) { Self.evidence($0) }
    let run = ForecastRun(person.history, source: source, keepsForecasts: true)
    let hour = Self.start + 120 * 24
    var (forecaster, memory) = try grown(person, hours: 120 * 24, firstHour: 0)
    #expect(memory.forecaster.gate.isOpen && forecaster.withheld == .notBetterThanChance)
    var records: [ForecastBody] = []
    for restart in [0, 7, 8, 30] as [Int64] {
      var watch = ForecastWatch(zone: .utc, layer: Self.layer(from: 0))
      let end = restart == 30 ? 48 : restart == 8 ? 30 : restart + (restart == 0 ? 7 : 1)
      watch.resume(forecaster)
      watch.resume(memory)
      records += live(&watch, person, hours: hour + restart..<hour + end)
      (forecaster, memory) = try grown(person, hours: 120 * 24 + end, firstHour: 0)
      var kept = ByteBuffer()
      memory.encode(into: &kept, source: 44)
      var read = EvidenceMemory()
      let bytes = kept.withBytes { bytes in bytes.indices.map { bytes[$0] } }
      #expect(try read.restore(bytes.span, source: 44))
      memory = read
    }
    let expected = run.forecasts.suffix(48)
    #expect(records.map { Int64($0.probability) } == expected.map(\.probability))
    #expect(records.allSatisfy { $0.withheld == .no && $0.evidence?.gate == .open && $0.evidence?.said == true })
    #expect(records.contains { $0.change == .warning } && records.contains { $0.change == .warningEnd })
    for record in records {
      var odds = record.base + (record.evidence?.share ?? 0)
      for factor in 0..<ForecastBody.factors { odds += record.shares[factor] }
      #expect(Int64(record.probability) == FixedMath.logistic(min(max(odds, -14 << 24), 2 << 24)))
    }
  }

  /// Where the two parts were kept at different hours, the open hour has no evidence, and what was learned stays.
  @Test(arguments: [-3, -1, 1, 200] as [Int64])
  func partsOfDifferentHoursGoOnWithoutEvidenceForAnHour(gap: Int64) throws {
    let person = Person(days: 40, from: Self.start)
    let (forecaster, _) = try grown(person, hours: 500, firstHour: 0)
    let (_, memory) = try grown(person, hours: 500 - gap, firstHour: 0)
    var watch = ForecastWatch(zone: .utc, layer: Self.layer(from: 0))
    watch.resume(forecaster)
    watch.resume(memory)
    let records = live(&watch, person, hours: Self.start + 500..<Self.start + 504)
    // Three of the last six hours have to be known.
    #expect(records.map { $0.evidence?.said } == (gap < 6 ? [false, true, true, true] : [false, false, false, true]))
    #expect(watch.evidence.memory.forecaster.weight != 0)
  }

  /// Thirty minutes make an hour known; the first of them ends while the work of the hour before is done, in one of its
  /// steps. Without it, or with it counted for the hour before, the next hour has no evidence.
  @Test(arguments: [nil, 0, 1, 5, 12, 13, 14, 18] as [Int?])
  func aMinuteThatEndsAmidTheWorkBelongsToTheNewHour(after steps: Int?) throws {
    let person = Person(days: 40, from: Self.start)
    let (forecaster, memory) = try grown(person, hours: 500, firstHour: 0)
    var watch = ForecastWatch(zone: .utc, layer: Self.layer(from: 0))
    watch.resume(forecaster)
    watch.resume(memory)
    _ = live(&watch, person, hours: Self.start + 500..<Self.start + 501)
    var said: [Bool?] = []
    for second in Int64(0)...3_600 {
      let since = 501 * 3_600 + second
      let now = UInt64(since + 10) * 1_000_000_000
      let stamps = RecordStamps(
        monotonicNanoseconds: now, wallNanoseconds: (Self.monday + since) * 1_000_000_000, wallState: .synchronised)
      for step in 0..<(second % 3_600 == 0 ? 20 : 1) {
        let isDue = watch.isLookDue(now)
        let told = watch.step(
          stamps: isDue ? stamps : nil, now: now, isJudged: true, sampleIndex: 1, history: [UInt8]().span)
        if let record = told.record { said.append(record.evidence?.said) }
        if second == 0 && step == steps { watch.noteMinute(person.minute(Self.start + 501)) }
      }
      if second > 0 && second % 60 == 0 && second <= 29 * 60 { watch.noteMinute(person.minute(Self.start + 501)) }
    }
    #expect(said == [true, steps != nil])
  }

  @Test func withoutAModelARecordIsAsBefore() {
    let person = Person(days: 1, from: Self.start)
    var watch = ForecastWatch(zone: .utc, layer: nil)
    let records = live(&watch, person, hours: Self.start..<Self.start + 3)
    #expect(records.count == 3 && records.allSatisfy { $0.evidence == nil })
  }

  /// The board's own thread, over the end of an hour: what it keeps is read back by the same model for the same person
  /// alone, and an admission leaves nothing of it.
  @Test func theBoardGoesOnKeepsAndForgetsIt() throws {
    let (forecaster, memory) = try grown(Person(days: 40, from: Self.start), hours: 500, firstHour: 0)
    let person = KeptPerson(pseudonym: InlineArray { 3 + UInt8($0) }, isAdmitted: true)
    let board = try Board(person: person, forecaster: forecaster, evidence: Self.layer(from: 0), memory: memory)
    var kept: [[UInt8]] { board.records.parts.filter { $0.part == .evidence }.map(\.body) }
    // Two minutes end before the hour does.
    let end = Self.monday + 501 * 3_600
    board.clock.lead = (end - 125) * 1_000_000_000 - Int64(board.clock.now)
    board.play(seconds: 135)
    let told = try board.records.committed.filter { $0.kind == .forecast }
      .map { try ForecastBody(decoding: $0.body.span) }
    #expect(told.map(\.hour) == [Self.start + 500, Self.start + 501] && told.allSatisfy { $0.evidence != nil })
    #expect(kept.map(\.count) == [3_072, 3_072] && board.runtime.minutesEnded == 2)
    let minute = board.runtime.minuteFeatures
    #expect(FeatureMinute(minute.channels, count: minute.count) != nil)

    let storage = FakeState()
    var keeper = StateKeeper(reading: storage)
    var content = ByteBuffer()
    for byte in try #require(kept.last) { content.append(byte) }
    for _ in 0..<2 { try keeper.keep(.evidence, content: content) }
    var read = EvidenceMemory()
    let found = keeper.resume(&read, of: person, source: 44)
    #expect(found.hasBegun && !found.isDamaged && read.hour == Self.start + 501)
    #expect(read.forecaster.weight != 0 && read.forecaster.candidate == nil)
    let otherModel = keeper.resume(&read, of: person, source: 45)
    let otherPerson = keeper.resume(&read, of: KeptPerson(pseudonym: InlineArray { 9 + UInt8($0) }), source: 44)
    #expect(!otherModel.hasBegun && !otherModel.isDamaged && !otherPerson.hasBegun && !otherPerson.isDamaged)
    for copy in 0..<2 { storage.parts[.evidence]?[copy]?[1_000] ^= 1 }
    let damaged = keeper.resume(&read, of: person, source: 44)
    #expect(!damaged.hasBegun && damaged.isDamaged)

    board.reading.request = BedRequest(.admission)
    board.wait(milliseconds: 300)
    #expect(kept.contains([]))
  }

  @Test func anotherPersonsEEGIsForgotten() throws {
    let person = Person(days: 40, from: Self.start)
    let (forecaster, memory) = try grown(person, hours: 500, firstHour: 0)
    var watch = ForecastWatch(zone: .utc, layer: Self.layer(from: 0))
    watch.resume(forecaster)
    watch.resume(memory)
    watch.forget()
    let records = live(&watch, person, hours: Self.start + 500..<Self.start + 502)
    #expect(records.map { $0.evidence?.said } == [false, false])
    #expect(watch.evidence.memory.forecaster.weight == 0)
  }
}
