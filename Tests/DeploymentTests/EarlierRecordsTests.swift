import Deployment
import EventLog
import Foundation
import LogSupport
import Station
import Testing
import Vocabulary

/// A bed that has been monitored for hours has its channels' names, and what stands is known, however long it stands.
@Suite struct EarlierRecordsTests {
  /// A record of a log, and its second.
  private typealias Entry = (second: UInt64, kind: RecordKind, body: [UInt8])

  private static func log(_ entries: [Entry], segmentBytes: UInt32 = 16_384) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    let policy = LogPolicy(segmentBytes: segmentBytes, segmentLimit: 256)
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    for entry in entries {
      _ = try writer.append(entry.kind, body: entry.body.span, stamps: LogKeeper.stamps(entry.second))
    }
    try writer.flush()
    return storage.segmentBytes
  }

  private static func start(_ number: UInt64) -> [Entry] { [(1, .boot, Samples.bytes(of: Samples.boot(number)))] }

  private static func session(_ mark: UInt64) -> [Entry] {
    var body = Samples.session()
    body.firstSample = mark
    return [(2, .session, Samples.bytes(of: body))]
  }

  /// Hops count from the program's start, whoever is admitted.
  private static func hops(_ range: Range<UInt64>) -> [Entry] {
    range.map { (4 + $0, .decision, Samples.bytes(of: Samples.decision(hop: $0))) }
  }

  private static func alarm(_ kind: AlarmEvent.Kind, _ phase: AlarmEvent.Phase, event: UInt32 = 1) -> [Entry] {
    var alarm = Samples.alarm(phase, event: event, hop: 9)
    alarm.kind = kind
    return [(9, .alarm, Samples.bytes(of: alarm))]
  }

  /// A bed that was asked, with what its board was asked for.
  private static func asked(
    _ segments: [UInt32: [UInt8]], refused: String = "nothing"
  ) throws -> (state: BedState, requests: [String]) {
    let board = try StandInBoard(segments, refused: refused)
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    return (bed.state, board.requests)
  }

  @Test func theSessionIsFoundInAnOlderSegment() throws {
    let segments = try Self.log(Self.start(1) + Self.session(7) + Self.hops(0..<500))
    #expect((4...6).contains(segments.count))
    let (state, requests) = try Self.asked(segments)
    #expect(state.session?.firstSample == 7 && state.boot?.bootNumber == 1 && state.sessionStart != nil)
    #expect(state.channels.map(\.name) == ["F7-T7", "T7-P7", "Cz"])
    #expect(state.decision?.hopIndex == 499 && state.failure == nil)
    #expect(requests.count { $0.hasPrefix("read ") } == segments.count - 1)
  }

  @Test func whatBeganLongAgoHasItsNamesAndAnUnknownBeginning() throws {
    let segments = try Self.log(Self.start(1) + Self.session(7) + Self.hops(0..<1500))
    #expect(segments.count > 9)
    let (state, requests) = try Self.asked(segments)
    #expect(state.channels.map(\.name) == ["F7-T7", "T7-P7", "Cz"] && state.boot?.bootNumber == 1)
    #expect(state.sessionStart == nil && state.decision?.hopIndex == 1499)
    #expect(requests.count { $0.hasSuffix(" 0 16384") } == 7)
  }

  @Test func ofSeveralStartsTheLastIsFound() throws {
    let entries = (1...3).flatMap { Self.start($0) + Self.session($0) + Self.hops(0..<300) }
    let (state, _) = try Self.asked(try Self.log(entries))
    #expect(state.session?.firstSample == 3 && state.boot?.bootNumber == 3)
  }

  @Test func aPersonAdmittedLongAfterTheStartHasTheirOwnSession() throws {
    let entries = Self.start(1) + Self.session(1) + Self.hops(0..<300) + Self.session(2) + Self.hops(300..<600)
    let (state, _) = try Self.asked(try Self.log(entries))
    #expect(state.session?.firstSample == 2 && state.boot?.bootNumber == 1 && state.sessionStart != nil)
  }

  @Test func aStartWithoutItsSessionDoesNotTakeAnOlderOne() throws {
    let entries = Self.start(1) + Self.session(1) + Self.hops(0..<200) + Self.start(2) + Self.hops(0..<400)
    let (state, _) = try Self.asked(try Self.log(entries))
    #expect(state.boot?.bootNumber == 2 && state.session == nil && state.channels.first?.name == "#0")
  }

  @Test func aSegmentThatIsLongerThanAnAnswerIsReadToItsBeginning() throws {
    let clip = Samples.clip(event: 1, hop: 9)
    let filling = [Entry](repeating: (9, .clip, clip), count: (5 << 20) / clip.count)
    let entries =
      Self.start(1) + Self.session(1) + Self.hops(0..<100) + Self.start(2) + Self.session(2) + filling
      + Self.hops(0..<100)
    let segments = try Self.log(entries, segmentBytes: 16 << 20)
    #expect(segments.count == 1)
    let (state, _) = try Self.asked(segments)
    #expect(state.session?.firstSample == 2 && state.boot?.bootNumber == 2 && state.decision?.hopIndex == 99)
  }

  @Test func anAlarmThatRoseLongAgoStands() throws {
    let first = Self.start(1) + Self.session(1) + Self.hops(0..<10)
    let technical = try Self.asked(Self.log(first + Self.alarm(.technical, .raised) + Self.hops(10..<400))).state
    #expect(technical.openTechnical == 1)
    let seizure = try Self.asked(
      Self.log(
        first + Self.alarm(.seizure, .raised) + Self.alarm(.technical, .raised) + Self.hops(10..<400)
          + Self.alarm(.seizure, .escalated)
      )
    ).state
    #expect(seizure.openSeizure == 1 && seizure.seizureAlarm?.ranked[0] == 1)
  }

  @Test(arguments: [AlarmEvent.Kind.seizure, .technical])
  func anAlarmThatEscalatesStands(kind: AlarmEvent.Kind) throws {
    let entries = Self.start(1) + Self.session(1) + Self.hops(0..<10) + Self.alarm(kind, .raised)
    func open(_ entries: [Entry]) throws -> UInt32? {
      let state = try Self.asked(Self.log(entries)).state
      return kind == .seizure ? state.openSeizure : state.openTechnical
    }
    #expect(try open(entries) == 1)
    #expect(try open(entries + Self.alarm(kind, .escalated)) == 1)
    #expect(try open(entries + Self.alarm(kind, .escalated) + Self.alarm(kind, .cleared)) == nil)
  }

  /// A segment that was begun between two answers: the end of the one before it is fetched.
  @Test func nothingIsMissedBetweenTwoAnswers() throws {
    let first = Self.start(1) + Self.session(1) + Self.hops(0..<10) + Self.alarm(.seizure, .raised)
    let second = first + Self.hops(10..<60) + Self.alarm(.seizure, .cleared)
    let board = try StandInBoard(try Self.log(first))
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    #expect(bed.state.openSeizure == 1)
    let later = try Self.log(second + Self.hops(60..<700))
    #expect(later.count > 2)
    try board.replace(later)
    bed.ask()
    #expect(bed.state.openSeizure == nil && bed.state.decision?.hopIndex == 699 && bed.state.session != nil)
  }

  /// An alarm's EEG makes more than is usual, and less than at first.
  @Test func ofMoreThanUsualNotAllIsAskedFor() throws {
    let first = Self.start(1) + Self.session(1) + Self.hops(0..<10)
    let board = try StandInBoard(try Self.log(first, segmentBytes: 4 << 20))
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    try board.replace(try Self.log(first + Self.hops(10..<1500), segmentBytes: 4 << 20))
    bed.ask()
    #expect(bed.state.decision?.hopIndex == 1499)
    #expect(
      board.requests.filter { $0.hasPrefix("newest ") } == ["newest 4194304", "newest 65536", "newest 524288"])
  }

  @Test func whatStoodBeforeAGapThatIsTooLongIsForgotten() throws {
    let first = Self.start(1) + Self.session(1) + Self.hops(0..<10) + Self.alarm(.seizure, .raised)
    let board = try StandInBoard(try Self.log(first))
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    try board.replace(
      try Self.log(first + Self.hops(10..<60) + Self.start(2) + Self.session(2) + Self.hops(0..<2000)))
    bed.ask()
    #expect(bed.state.openSeizure == nil && bed.state.boot?.bootNumber == 2 && bed.state.session?.firstSample == 2)
    #expect(bed.state.sessionStart == nil)
    bed.ask()
    #expect(bed.state.sessionStart == nil && bed.state.failure == nil)
  }

  @Test(arguments: ["list", "read"])
  func aBedIsShownWithoutWhatCannotBeHad(refused: String) throws {
    let segments = try Self.log(Self.start(1) + Self.session(7) + Self.hops(0..<200))
    let (state, _) = try Self.asked(segments, refused: refused)
    #expect(state.session == nil && state.failure == nil && state.decision?.hopIndex == 199)
    #expect(state.channels.first?.name == "#0")
  }

  @Test func bytesThatBeginNoSegmentAreNothing() throws {
    var segments = try Self.log(Self.start(1) + Self.session(7) + Self.hops(0..<900))
    let newest = try #require(segments.keys.max())
    for number in segments.keys where number != newest { segments[number] = [UInt8](repeating: 7, count: 100) }
    let (state, _) = try Self.asked(segments)
    #expect(state.session == nil && state.failure == nil && state.decision?.hopIndex == 899)
  }
}
