import ArgumentParser
import Crypto
import EventLog
import Forecast
import Forecasting
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

@testable import prodrome

/// A board watches one person after the other: what is learned of one is never made from another's sessions.
@Suite struct HistoryPersonTests {
  /// A session of ten seconds: whose, whether admitted, and when its alarm comes.
  private typealias Stay = (person: UInt8, isAdmitted: Bool, second: UInt64)
  private static let ward: [Stay] = [
    (0xAA, true, 0), (0xBB, true, 86_400), (0xDD, false, 172_800), (0xAA, true, 259_200),
  ]

  private func segments(_ stays: [Stay]) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: LogPolicy(segmentBytes: 1 << 20))
    let start = LogKeeper.stamps(0)
    _ = try writer.append(.boot, body: Samples.bytes(of: Samples.boot(writer.nextBoot)).span, stamps: start)
    for stay in stays {
      var session = Samples.session()
      session.pseudonym = InlineArray(repeating: stay.person)
      session.isAdmitted = stay.isAdmitted
      _ = try writer.append(.session, body: Samples.bytes(of: session).span, stamps: LogKeeper.stamps(stay.second))
      for hop in 0..<10 as Range<UInt64> {
        let stamps = LogKeeper.stamps(stay.second + hop + 1)
        let decision = Samples.decision(hop: hop, isSeizure: (4..<8).contains(hop))
        _ = try writer.append(.decision, body: Samples.bytes(of: decision).span, stamps: stamps)
        guard hop == 4 || hop == 8 else { continue }
        let alarm = Samples.alarm(hop == 4 ? .raised : .cleared, event: 1, hop: hop)
        _ = try writer.append(.alarm, body: Samples.bytes(of: alarm).span, stamps: stamps)
      }
      var learned = LearnedBody(cause: .day, sampleIndex: 0)
      learned.hasBegun = true
      learned.leads = 256 * Int64(stay.person)
      _ = try writer.append(
        .learned, body: Samples.bytes(of: learned).span, stamps: LogKeeper.stamps(stay.second + 11))
    }
    try writer.flush()
    return storage.segmentBytes
  }

  private func log(_ stays: [Stay] = ward) throws -> LogFolder { try LogFolder(segments(stays)) }

  private static func pseudonym(_ byte: UInt8) -> String {
    String(repeating: String(byte, radix: 16), count: 16)
  }

  private static func output() -> String {
    FileManager.default.temporaryDirectory.appending(path: "person-\(UUID().uuidString).history").path
  }

  /// Days since the log's first of a history's events, as `history import` wrote it; removes the file.
  private func days(_ arguments: [String], of person: UInt8, _ log: LogFolder) throws -> [Int64] {
    let output = Self.output()
    defer { try? FileManager.default.removeItem(atPath: output) }
    try HistoryImportCommand.parse(
      [log.url.path, "--person", Self.pseudonym(person), "--output", output] + arguments
    ).run()
    let (image, bytes) = try HistoryInput.image(output)
    return (0..<image.count).compactMap { HistoryImage.entry($0, of: bytes.span) }.filter { $0.kind != .observed }
      .map { ($0.second - 1_750_000_000) / 86_400 }
  }

  private func refusal(_ log: LogFolder, _ arguments: [String], of person: UInt8 = 0xAA) throws -> ExitCode? {
    let output = Self.output()
    let error = #expect(throws: ExitCode.self) {
      try HistoryImportCommand.parse(
        [log.url.path, "--person", Self.pseudonym(person), "--output", output] + arguments
      ).run()
    }
    #expect(!FileManager.default.fileExists(atPath: output))
    return error
  }

  @Test func onlyTheNamedPersonsSessionsAreImported() throws {
    let log = try log()
    #expect(try days([], of: 0xAA, log) == [0, 3])
    #expect(try days([], of: 0xBB, log) == [1])
    #expect(try days([], of: 0xDD, log) == [2])
    #expect(try days(["--also", Self.pseudonym(0xBB)], of: 0xAA, log) == [0, 1, 3])
    #expect(try days(["--unadmitted"], of: 0xAA, log) == [0, 2, 3])
    #expect(try refusal(log, [], of: 0xCC) == ExitCode(65))
  }

  @Test func peopleOfALogAreForecastEachForThemselves() throws {
    let log = try log()
    var input = HistoryInput()
    let people = try input.histories(log.url.path)
    #expect(people.map(\.person) == [Self.pseudonym(0xAA), Self.pseudonym(0xBB)])
    #expect(people.map(\.events.count) == [2, 1])
    #expect(people[0].notes.contains { $0.contains("1 session of \(Self.pseudonym(0xDD)), nobody admitted") })
    input.logs.choice = LogChoice(of: [Self.pseudonym(0xBB)])
    #expect(try input.histories(log.url.path).map(\.events.count) == [1])
    input.logs.choice = LogChoice(takesUnadmitted: true)
    #expect(throws: ExitCode(65)) { try input.histories(log.url.path) }
    #expect(throws: ValidationError.self) { try ForecastShowCommand.parse([log.url.path]).run() }
    try ForecastShowCommand.parse([log.url.path, "--person", Self.pseudonym(0xAA), "--json"]).run()
    var recorded = RecordedInput()
    #expect(try recorded.people(log.url.path).map(\.history.events.count) == [2, 1])
  }

  /// Where nobody was ever admitted each number is one; where there is one only, the log is that person's.
  @Test func withoutAdmissionsEachNumberIsOne() throws {
    var input = HistoryInput()
    let two = try log([(0x11, false, 0), (0x12, false, 86_400)])
    #expect(try input.histories(two.url.path).map(\.events.count) == [1, 1])
    input.logs.choice = LogChoice(takesUnadmitted: true)
    #expect(try input.histories(two.url.path).map(\.events.count) == [2])
    input.logs.choice = LogChoice()
    let one = try log([(0x11, false, 0), (0x11, false, 86_400)])
    #expect(try input.histories(one.url.path).map(\.events.count) == [2])
  }

  @Test func whatGoesWithLogsIsRefusedWithoutOne() throws {
    let diary = FileManager.default.temporaryDirectory.appending(path: "diary-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: diary) }
    try Data("date,time\n2024-01-02,08:00\n".utf8).write(to: diary)
    for options in [["--person", Self.pseudonym(0xAA)], ["--unadmitted"]] {
      #expect(throws: ValidationError.self) { try ForecastShowCommand.parse([diary.path] + options).run() }
      #expect(throws: ValidationError.self) { try ForecastEvaluateCommand.parse([diary.path] + options).run() }
    }
  }

  @Test func whatTheBoardLearnedOfOthersIsNotShown() throws {
    let log = try log()
    let board = try HistoryInput.board(log.url.path, choice: LogChoice(of: [Self.pseudonym(0xBB)]))
    #expect(board?.leadEvents == 0xBB)
  }

  @Test func nothingIsSignedFromALogThatIsNotIntact() throws {
    var segments = try segments(Self.ward)
    let last = try #require(segments[1]?.count)
    segments[1]?[last - 20] ^= 1
    let log = try LogFolder(segments)
    #expect(try refusal(log, []) == ExitCode(1))
    #expect(try days(["--allow-damaged"], of: 0xAA, log).first == 0)
    for command in [ForecastShowCommand.parseAsRoot, ForecastEvaluateCommand.parseAsRoot] {
      var asked = try command([log.url.path, "--person", Self.pseudonym(0xAA), "--json"])
      #expect(throws: ExitCode(1)) { try asked.run() }
    }
  }

  /// A log that nobody sealed is not intact by a secret, as `log verify` says.
  @Test func aLogIsCheckedWithTheSecretThatIsGiven() throws {
    let key = FileManager.default.temporaryDirectory.appending(path: "seal-\(UUID().uuidString).key").path
    defer { for path in [key, key + ".board"] { try? FileManager.default.removeItem(atPath: path) } }
    try KeyLogSealCommand.parse(["ward", "--output", key]).run()
    let log = try log()
    #expect(try refusal(log, ["--seal-key", key]) == ExitCode(1))
    #expect(throws: ExitCode(1)) {
      try ForecastShowCommand.parse([log.url.path, "--person", Self.pseudonym(0xAA), "--seal-key", key]).run()
    }
  }
}
