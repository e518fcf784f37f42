import EventLog
import Foundation
import LogSupport
import Simulation
import Station
import Testing

/// A pull from a damaged board, or into a damaged folder, loses no record that can be read, and never calls anything
/// intact that is not.
@Suite struct PullDamageTests {
  /// Two segments, the last one open; the alarm rises in the first and falls in the second.
  private static let log: [UInt32: [UInt8]] = {
    let policy = LogPolicy(segmentBytes: 1024, segmentLimit: 64)
    return (try? LogKeeper.log(decisions: 9, policy: policy).segmentBytes) ?? [:]
  }()

  private struct Pull {
    var outcomes: [PulledSegment] = []
    var records: Set<UInt64> = []
    var isIntact = false
  }

  private func pull(_ board: FakeBoard, into folder: LogFolder) throws -> Pull {
    var pull = Pull()
    try LogPull(board, into: folder.url).run { pull.outcomes.append($0) }
    let log = LogFile(folder.url)
    try log.forEachRecord { record, _ in pull.records.insert(record.envelope.sequence) }
    pull.isIntact = try log.summary().isIntact && !pull.outcomes.contains { $0.isProblem }
    return pull
  }

  /// The sequences of the records that a changed byte cannot have touched: not in them, nor in the check before them.
  private func untouched(by index: Int, in segment: UInt32) -> Set<UInt64> {
    var untouched: Set<UInt64> = []
    for (number, bytes) in Self.log {
      for record in RawLog.walk(bytes)
      where number != segment || !(record.place.lowerBound - 4..<record.place.upperBound).contains(index) {
        untouched.insert(record.sequence)
      }
    }
    return untouched
  }

  @Test(arguments: [1, 2] as [UInt32])
  func aByteChangedOnTheBoardCostsNoOtherRecordAndIsSaid(segment: UInt32) throws {
    let bytes = try #require(Self.log[segment])
    #expect(Self.log.count == 2 && RawLog.walk(bytes).contains { $0.kind == 3 || $0.kind == 4 })
    for index in stride(from: Int(segment) - 1, to: bytes.count, by: 3) {
      let board = FakeBoard(Self.log)
      board.segments[segment]?[index] ^= 1 << UInt8(index / 3 % 8)
      let pull = try pull(board, into: try LogFolder())
      #expect(!pull.isIntact, "byte \(index)")
      let lost = untouched(by: index, in: segment).subtracting(pull.records)
      #expect(lost.isEmpty, "byte \(index): lost \(lost.sorted())")
    }
  }

  @Test func aSectorOfZerosInTheOpenSegmentHidesNothingBehindIt() throws {
    let board = FakeBoard(Self.log)
    let open = try #require(Self.log.keys.max())
    let records = RawLog.walk(Self.log[open] ?? [])
    let first = try #require(records.first)
    for index in first.place { board.segments[open]?[index] = 0 }
    let pull = try pull(board, into: try LogFolder())
    #expect(!pull.isIntact)
    #expect(pull.records.isSuperset(of: records.dropFirst(2).map(\.sequence)))
  }

  @Test func whatTheStationLostIsFetchedAgain() throws {
    for segment in Self.log.keys {
      let bytes = try #require(Self.log[segment])
      for index in stride(from: 0, to: bytes.count, by: 17) {
        let folder = try LogFolder(Self.log)
        let name = MemorySegmentStorage().name(of: segment)
        var broken = bytes
        broken[index] ^= 0x10
        try Data(broken).write(to: folder.url.appending(path: name))
        let pull = try pull(FakeBoard(Self.log), into: folder)
        #expect(pull.isIntact, "byte \(index)")
        #expect(pull.outcomes.contains { $0.outcome == .repaired(earlier: "\(name).superseded-1") })
        #expect([UInt8](try Data(contentsOf: folder.url.appending(path: name))) == bytes)
      }
    }
  }

  /// The last record that is here is asked for once more; what lies before it is not.
  @Test func whatTheBoardLostStaysWholeHere() throws {
    let segment = try #require(Self.log.keys.max())
    let records = RawLog.walk(Self.log[segment] ?? [])
    let name = MemorySegmentStorage().name(of: segment)
    for (index, outcome) in [(records.count / 2, PulledSegment.Outcome.open), (records.count - 1, .damagedThere)] {
      let folder = try LogFolder(Self.log)
      let board = FakeBoard(Self.log)
      board.segments[segment]?[records[index].place.lowerBound + 40] ^= 4
      let pull = try pull(board, into: folder)
      #expect(pull.outcomes.last?.outcome == outcome)
      #expect(pull.records.isSuperset(of: records.map(\.sequence)))
      #expect(pull.isIntact == (outcome == .open))
      #expect([UInt8](try Data(contentsOf: folder.url.appending(path: name))) == Self.log[segment])
    }
  }

  @Test func damageOnBothSidesInDifferentPlacesLosesNothing() throws {
    let segment: UInt32 = 1
    let records = RawLog.walk(Self.log[segment] ?? [])
    var here = Self.log
    here[segment]?[records[1].place.lowerBound + 40] ^= 1
    let board = FakeBoard(Self.log)
    board.segments[segment]?[records[3].place.lowerBound + 40] ^= 1
    let pull = try pull(board, into: try LogFolder(here))
    #expect(pull.records.isSuperset(of: records.map(\.sequence)))
    #expect(pull.outcomes.first?.outcome == .damagedThere)
  }

  @Test func aBoardThatAnswersDifferentlyEachTimeIsSaid() throws {
    let board = FakeBoard(Self.log)
    var count: UInt8 = 0
    board.tamper = { number, offset, bytes in
      guard number == 1, bytes.count > 300 else { return bytes }
      var bytes = bytes
      count += 1
      bytes[300] ^= count
      return bytes
    }
    #expect(try pull(board, into: try LogFolder()).outcomes.first?.outcome == .unsteady)
  }

  @Test func aRottenHeaderOnEitherSideIsNotAnotherLog() throws {
    let newest = try #require(Self.log.keys.max())
    var here = Self.log
    here[newest]?[20] ^= 1
    #expect(try pull(FakeBoard(Self.log), into: try LogFolder(here)).isIntact)
    let pull = try pull(FakeBoard(here), into: try LogFolder(Self.log))
    #expect(pull.outcomes.last?.outcome == .open && pull.isIntact)
  }

  @Test func twoPullsAtOnceExcludeEachOther() throws {
    let folder = try LogFolder()
    let board = FakeBoard(Self.log)
    try withExtendedLifetime(try LogPull(board, into: folder.url)) { first in
      #expect(throws: PullFault.busy(folder: folder.url.path)) { _ = try LogPull(board, into: folder.url) }
      try first.run { _ in }
    }
    #expect(try pull(board, into: folder).isIntact)
  }

  @Test func manySegmentsThatAreListedButGoneCostNoRequestEach() throws {
    let board = FakeBoard(Self.log)
    for number in UInt32(3)...5000 { board.segments[number] = [UInt8](repeating: 0, count: 1024) }
    board.dropped = Set(1...4999)
    board.forgetsDropped = false
    // It goes on listing what it does not have.
    #expect(throws: PullFault.self) { try pull(board, into: try LogFolder()) }
    #expect(board.requests < 10)
    // It dropped all of them meanwhile.
    let honest = FakeBoard(board.segments)
    honest.dropped = board.dropped
    var outcomes: [PulledSegment] = []
    let folder = try LogFolder()
    try LogPull(honest, into: folder.url).run { outcomes.append($0) }
    #expect(honest.requests < 10)
    #expect(outcomes.count == 5000 && outcomes.filter { $0.outcome == .gone }.count == 4999)
  }
}
