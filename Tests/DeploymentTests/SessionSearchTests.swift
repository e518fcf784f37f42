import Deployment
import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

/// A bed that has been monitored for hours has its channels' names, too.
@Suite struct SessionSearchTests {
  private static let policy = LogPolicy(segmentBytes: 4096, segmentLimit: 256)

  /// A record of a log, and its second.
  private typealias Entry = (second: UInt64, kind: RecordKind, body: [UInt8])

  private static func log(_ entries: [Entry]) throws -> [UInt32: [UInt8]] {
    let storage = MemorySegmentStorage()
    var writer = try Writer<MemorySegmentStorage>(opening: storage, policy: policy)
    for entry in entries {
      _ = try writer.append(entry.kind, body: entry.body.span, stamps: LogKeeper.stamps(entry.second))
    }
    try writer.flush()
    return storage.segmentBytes
  }

  private static func start(_ number: UInt64, at second: UInt64) -> Entry {
    (second, .boot, Samples.bytes(of: Samples.boot(number)))
  }

  /// A session's beginning and its hops, one a second.
  private static func session(_ mark: UInt64, at second: UInt64, hops: UInt64) -> [Entry] {
    var body = Samples.session()
    body.firstSample = mark
    return [(second, .session, Samples.bytes(of: body))]
      + (0..<hops).map { (second + 4 + $0, .decision, Samples.bytes(of: Samples.decision(hop: $0))) }
  }

  private static func asked(_ segments: [UInt32: [UInt8]], refused: String = "nothing") throws -> (Bed, [String]) {
    let board = try StandInBoard(segments, refused: refused)
    var bed = Bed(name: "bed", destination: "board", program: board.program)
    bed.ask()
    bed.ask()
    return (bed, board.requests)
  }

  @Test func theSessionIsFoundInTheSegmentWhereItBegan() throws {
    let segments = try Self.log([Self.start(1, at: 1)] + Self.session(7, at: 2, hops: 900))
    #expect(segments.count > 16)
    let (bed, requests) = try Self.asked(segments)
    #expect(bed.state.session?.firstSample == 7 && bed.state.boot?.bootNumber == 1)
    #expect(bed.state.channels.count == 3)
    #expect(bed.state.channels.allSatisfy { !$0.name.hasPrefix("#") })
    #expect(bed.state.decision?.hopIndex == 899 && bed.state.failure == nil)
    // Some headings, and one segment whole; once.
    #expect(requests.count { $0 == "list" } == 1)
    #expect(requests.count { $0.hasPrefix("read ") && $0.hasSuffix(" 0 4096") } == 1)
    #expect(requests.count { $0.hasPrefix("read ") && $0.hasSuffix(" 0 144") } <= 12)
  }

  @Test func ofSeveralStartsTheLastIsFound() throws {
    let entries = (1...3).flatMap { number -> [Entry] in
      // The board itself started anew: its monotonic clock, too.
      [Self.start(number, at: 1)] + Self.session(number, at: 2, hops: 200)
    }
    let (bed, _) = try Self.asked(try Self.log(entries))
    #expect(bed.state.session?.firstSample == 3 && bed.state.boot?.bootNumber == 3)
  }

  @Test func aPersonAdmittedLongAfterTheStartHasTheirOwnSession() throws {
    let entries =
      [Self.start(1, at: 1)] + Self.session(1, at: 2, hops: 300) + Self.session(2, at: 400, hops: 300)
      + Self.session(3, at: 800, hops: 300)
    let (bed, _) = try Self.asked(try Self.log(entries))
    #expect(bed.state.session?.firstSample == 3 && bed.state.boot?.bootNumber == 1)
  }

  @Test func aSessionIsFoundAlthoughNoFramesCameForAWhile() throws {
    var entries = [Self.start(1, at: 1)] + Self.session(1, at: 2, hops: 60) + Self.session(2, at: 100, hops: 400)
    for index in entries.indices where entries[index].kind == .decision && entries[index].second > 130 {
      entries[index].second += 70
    }
    let (bed, _) = try Self.asked(try Self.log(entries))
    #expect(bed.state.session?.firstSample == 2)
  }

  @Test(arguments: ["list", "read"])
  func aBedIsShownWithoutWhatCannotBeHad(refused: String) throws {
    let segments = try Self.log([Self.start(1, at: 1)] + Self.session(7, at: 2, hops: 200))
    let (bed, _) = try Self.asked(segments, refused: refused)
    #expect(bed.state.session == nil && bed.state.failure == nil && bed.state.decision?.hopIndex == 199)
    #expect(bed.state.channels.first?.name == "#0")
  }

  @Test func bytesThatBeginNoSegmentAreNothing() throws {
    var segments = try Self.log([Self.start(1, at: 1)] + Self.session(7, at: 2, hops: 900))
    let newest = try #require(segments.keys.max())
    for number in segments.keys where number != newest { segments[number] = [UInt8](repeating: 7, count: 100) }
    let (bed, _) = try Self.asked(segments)
    #expect(bed.state.session == nil && bed.state.failure == nil && bed.state.decision?.hopIndex == 899)
  }
}
