import Bundle
import Crypto
import EventLog
import Forecast
import Testing
import Vocabulary

@testable import Supervisor

/// A history on its way into the person's forecaster: taken once, or refused with its reason.
@Suite struct HistoryWatchTests {
  /// 2026-03-02 00:00 UTC, a Monday, and local seconds' zero.
  private static let monday: Int64 = 1_772_409_600
  private static let epoch: Int64 = 345_600
  private static let person = KeptPerson(pseudonym: InlineArray { 0x20 + UInt8($0) }, isAdmitted: true)

  /// An event each morning at six, for the 40 days before the Monday.
  private static let mornings = HistoryBytes(
    pseudonym: person.pseudonym, first: monday - 40 * 86_400, end: monday,
    events: (0..<40).map { monday - 40 * 86_400 + Int64($0) * 86_400 + 6 * 3600 })

  /// A deciding thread's steps, as fast as the queue of its work.
  private struct Course {
    var watch = ForecastWatch(zone: .utc, layer: nil)
    var now: UInt64 = 5_000_000_000
    var wall = HistoryWatchTests.monday
    var isSynchronised = true
    var news: [LearnedBody] = []
    var records: [ForecastBody] = []
    var kept = 0
    let history: [UInt8]

    init(_ history: [UInt8], kept: HazardForecaster? = nil, trust: Trust = Trust()) {
      self.history = history
      if let kept { watch.resume(kept) }
      watch.offer(
        HistoryFinding(
          checking: history.span, of: HistoryWatchTests.person, trust: trust, verifier: Ed25519Verifier.self))
    }

    mutating func step(_ steps: Int = 1, nanoseconds: UInt64 = 1_000_000) {
      for _ in 0..<steps {
        let stamps = RecordStamps(
          monotonicNanoseconds: now, wallNanoseconds: (wall - 5) * 1_000_000_000 + Int64(now),
          wallState: isSynchronised ? .synchronised : .freeRunning)
        let (isDue, history) = (watch.isLookDue(now), history)
        let told = watch.step(
          stamps: isDue ? stamps : nil, now: now, isJudged: true, sampleIndex: 7, history: history.span)
        if let record = told.record { records.append(record) }
        if told.isToBeKept { kept += 1 }
        if let told = watch.takeNews(sampleIndex: 7) { news.append(told) }
        now += nanoseconds
      }
    }

    /// Steps until the history is read, or so many times.
    mutating func read() {
      for _ in 0..<20_000 where !news.contains(where: { $0.cause == .historyTaken }) { step() }
    }
  }

  /// What the same mornings make of a forecaster that saw them itself.
  private static func direct() throws -> HazardForecaster {
    var forecaster = HazardForecaster(firstHour: (monday - 40 * 86_400 - epoch) / 3600)
    for hour in 0..<Int64(40 * 24) {
      if hour % 24 == 6 { try forecaster.noteEvent(atSecond: forecaster.hour * 3600) }
      forecaster.finish(observed: true)
    }
    return forecaster
  }

  @Test func aHistoryIsReadInSlicesTakenAndKept() throws {
    var course = Course(Self.mornings.bytes())
    course.step()
    #expect(course.news.map(\.cause) == [.historyWaiting] || course.news.map(\.cause) == [.historyBegun])
    course.read()
    let direct = try Self.direct()
    let taken = try #require(course.news.last)
    #expect(taken.cause == .historyTaken && taken.leads == 40 << 8 && taken.observedHours == 40 * 24)
    #expect(taken.historyEnd == Self.monday && taken.hour == direct.hour && course.kept == 1)
    #expect(
      course.watch.forecaster.forecast(clockIsSynchronised: true).shares
        == direct.forecast(clockIsSynchronised: true).shares)
    // A slice of work in each step: no step does more.
    course.step(3)
    #expect(course.records.count == 1 && course.records[0].withheld == .tooShort)
  }

  @Test func aRestartDoesNotTakeItTwiceAndANewerOneReplacesIt() throws {
    var course = Course(Self.mornings.bytes())
    course.read()
    let kept = course.watch.forecaster
    var again = Course(Self.mornings.bytes(), kept: kept)
    again.step(50)
    #expect(again.news.map(\.cause) == [.historyKnown] && again.watch.forecaster.leads == kept.leads)
    // What was learned outlives the way to the disk and back, with the history it comes from.
    var content = ByteBuffer()
    again.watch.encode(person: Self.person.number, into: &content)
    var restored = HazardForecaster(firstHour: 0)
    content.withBytes { _ = try? restored.restore($0, person: Self.person.number) }
    #expect(restored.history == kept.history && restored.history.end == Self.monday)
    var newer = Self.mornings
    newer.events += [Self.monday + 100]
    newer.end = Self.monday + 200
    var next = Course(newer.bytes(), kept: restored)
    next.wall = Self.monday + 1000
    next.read()
    #expect(next.watch.forecaster.leads == 41 << 8 && next.news.last?.historyEnd == Self.monday + 200)
  }

  @Test func whatTheBoardSawAfterItsEndIsNotLost() throws {
    var seen = try Self.direct()
    try seen.noteEvent(atSecond: seen.hour * 3600 + 5)
    var course = Course(Self.mornings.bytes(), kept: seen)
    course.wall = Self.monday + 60
    course.step(50)
    #expect(course.news.last?.refusal == .lacksEvents && course.watch.forecaster.leads == seen.leads)
    #expect(course.news.last?.number == seen.hour * 3600 + 5)
  }

  @Test func aCutWhileItIsReadLeavesWhatWasKept() {
    var course = Course(Self.mornings.bytes(), kept: HazardForecaster(firstHour: (Self.monday - Self.epoch) / 3600))
    course.step(200)
    #expect(course.news.last?.cause == .historyBegun && course.kept == 0 && !course.watch.canBeKept)
  }

  @Test func withoutAClockItWaitsAndAfterwardsItIsTaken() {
    var course = Course(Self.mornings.bytes())
    course.isSynchronised = false
    course.step(300)
    #expect(course.news.map(\.cause) == [.historyWaiting])
    course.isSynchronised = true
    course.now += 1_000_000_000
    course.read()
    #expect(course.news.map(\.cause) == [.historyWaiting, .historyBegun, .historyTaken])
  }

  @Test func aHistoryFromTheFutureOrOfLongAgoIsRefused() {
    for (shift, refusal) in [(-2 * 3600, .future), (500 * 86_400, .old)] as [(Int64, LearnedBody.Refusal)] {
      var course = Course(Self.mornings.bytes())
      course.wall = Self.monday + shift
      course.step(50)
      #expect(course.news.last?.cause == .historyRefused && course.news.last?.refusal == refusal)
      #expect(course.watch.hasBegun && course.watch.forecaster.leads == 0)
    }
  }

  /// The first reason that is told.
  private static func refusal(
    _ bytes: [UInt8], trust: Trust = Trust(), of person: KeptPerson = person
  ) -> LearnedBody.Refusal? {
    guard
      case .refused(let refusal, _) = HistoryFinding(
        checking: bytes.span, of: person, trust: trust, verifier: Ed25519Verifier.self)
    else { return nil }
    return refusal
  }

  @Test func onlyWhatATrustedKeySignedIsTaken() {
    let (key, other) = (SigningKey(), SigningKey())
    var trust = Trust()
    trust.append(other.publicKey)
    #expect(Self.refusal(Self.mornings.bytes(signedBy: key), trust: trust) == .untrusted)
    trust.append(key.publicKey)
    #expect(Self.refusal(Self.mornings.bytes(signedBy: key), trust: trust) == nil)
    #expect(Self.refusal(Self.mornings.bytes(), trust: trust) == .notSigned)
    #expect(Self.refusal(Self.mornings.bytes()) == nil)
    let stranger = KeptPerson(pseudonym: InlineArray { 0x21 + UInt8($0) })
    #expect(Self.refusal(Self.mornings.bytes(signedBy: key), trust: trust, of: stranger) == .person)
    // The signature is looked at before what it signs.
    var wrong = Self.mornings
    wrong.events[3] = 0
    #expect(Self.refusal(wrong.bytes(signedBy: key), trust: trust) == .torn)
    #expect(Self.refusal(wrong.bytes(signedBy: SigningKey()), trust: trust) == .untrusted)
  }

  @Test func tornAtAnyByteOrFlippedInAnyBitItIsRefusedWithAReason() {
    let key = SigningKey()
    var trust = Trust()
    trust.append(key.publicKey)
    var few = Self.mornings
    few.events = Array(few.events.prefix(3))
    let bytes = few.bytes(signedBy: key)
    for count in 1..<bytes.count {
      #expect(Self.refusal(Array(bytes.prefix(count)), trust: trust) == .torn, "\(count) bytes")
    }
    for byte in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[byte] ^= 1 << UInt8(bit)
        let found = Self.refusal(flipped, trust: trust)
        #expect(found == .torn || found == .forged || found == .untrusted || found == .notSigned, "\(byte) \(bit)")
      }
    }
  }

  @Test func aRefusalIsInTheLogAndAnotherPersonIsNotGivenTheHistory() throws {
    let torn = Array(Self.mornings.bytes().dropLast())
    let refused = try Board(person: Self.person, history: torn)
    refused.clock.lead = Self.monday * 1_000_000_000
    refused.play(seconds: 5)
    #expect(try Self.news(refused).map(\.refusal) == [.torn])
    #expect(refused.records.committed.contains { $0.kind == .forecast })

    let board = try Board(person: Self.person, history: Self.mornings.bytes())
    board.clock.lead = Self.monday * 1_000_000_000
    board.play(seconds: 5)
    #expect(try Self.news(board).map(\.cause) == [.historyBegun])
    board.reading.request = BedRequest(.admission)
    board.play(seconds: 10)
    let forgotten = board.records.parts.filter { $0.part == .history }
    #expect(forgotten.map(\.body) == [[]])
    #expect(try Self.news(board).count == 1 && board.records.committed.contains { $0.kind == .forecast })
  }

  private static func news(_ board: Board) throws -> [LearnedBody] {
    try board.records.committed.filter { $0.kind == .learned }.map { try LearnedBody(decoding: $0.body.span) }
  }
}
