import Crypto
import Foundation
import LogSupport
import Simulation
import Testing
import Vocabulary

@testable import Station

/// What is hashed ahead is what would have been hashed by whoever reads.
@Suite struct HashedSegmentTests {
  private func random(_ count: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: UInt64(count))
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  }

  @Test(arguments: [0, 1, 1_024, 262_143, 262_144, 700_001])
  func everyPlaceHasTheDigestOfWhatIsBeforeIt(count: Int) throws {
    let folder = try LogFolder()
    let bytes = random(count)
    try Data(bytes).write(to: folder.url.appending(path: "segment-00000007.plog"))
    var files = try FileSegmentStorage(reading: folder.url)
    let segment = HashedSegment(7)
    segment.load(from: &files)
    for offset in Set([0, 1, 63, 64, 1_023, 1_024, 1_025, 262_143, 262_144, 262_145, count]) where offset <= count {
      var expected = SHA256Hasher()
      expected.update(bytes.span.extracting(0..<offset))
      var found = segment.hasher(before: offset)
      #expect(found.finish() == expected.finish(), "\(offset)")
      #expect(try segment.bytes(at: offset, count: 100) == Array(bytes[offset..<min(count, offset + 100)]))
    }
  }

  /// A piece is handed on as it was read; what lies in two of them is put together.
  @Test func aPieceHoldsWhatLiesInItAlone() throws {
    let folder = try LogFolder()
    let (pieceBytes, bytes) = (262_144, random(600_000))
    try Data(bytes).write(to: folder.url.appending(path: "segment-00000007.plog"))
    var files = try FileSegmentStorage(reading: folder.url)
    let segment = HashedSegment(7)
    segment.load(from: &files)
    let second = try #require(segment.piece(holding: pieceBytes..<2 * pieceBytes))
    #expect(second.offset == pieceBytes && second.bytes == Array(bytes[pieceBytes..<2 * pieceBytes]))
    let last = try #require(segment.piece(holding: 599_999..<600_000))
    #expect(last.offset == 2 * pieceBytes && last.bytes == Array(bytes[(2 * pieceBytes)...]))
    #expect(segment.piece(holding: pieceBytes - 1..<pieceBytes + 1) == nil)
    #expect(segment.piece(holding: 599_999..<600_001) == nil && segment.piece(holding: 900_000..<900_001) == nil)
    #expect(try segment.bytes(at: 200_000, count: 400_001) == Array(bytes[200_000...]))
    #expect(try segment.bytes(at: 600_000, count: 1) == [] && segment.bytes(at: 900_000, count: 1) == [])
  }

  /// Bytes are taken while others are still read, and a segment that is too long to be held is read all the same.
  @Test func segmentsComeInOrderWhateverTheirLength() throws {
    let folder = try LogFolder()
    let lengths = [3: 5_000, 4: HashedSegment.mostBytes + 1, 9: 900_000, 10: 0]
    for (number, length) in lengths {
      let name = SegmentName.name(of: UInt32(number))
      #expect(FileManager.default.createFile(atPath: folder.url.appending(path: name).path, contents: nil))
      let file = try FileHandle(forWritingTo: folder.url.appending(path: name))
      try file.write(contentsOf: Data(random(min(length, 4_000))))
      try file.truncate(atOffset: UInt64(length))
    }
    var storage = try FileSegmentStorage(readingAhead: folder.url)
    #expect(storage.numbers == [3, 4, 9, 10])
    for number in storage.numbers {
      let length = try #require(lengths[Int(number)])
      var found = [UInt8](repeating: 1, count: 6_000)
      var room = found.mutableSpan
      let count = try storage.read(segment: number, at: 0, count: 6_000, into: &room)
      let written = random(min(length, 4_000))
      #expect(count == min(length, 6_000) && Array(found[..<written.count]) == written)
      #expect(found[written.count..<count].allSatisfy { $0 == 0 })
      #expect((storage.hashed(number) == nil) == (length > HashedSegment.mostBytes))
    }
    // Back again: from the file, since what was ahead is gone.
    var byte = [UInt8](repeating: 0, count: 1)
    var room = byte.mutableSpan
    #expect(try storage.read(segment: 3, at: 10, count: 1, into: &room) == 1 && byte[0] == random(4_000)[10])
    #expect(storage.hashed(3) == nil)
  }

  /// Whoever stops half-way leaves no thread that waits for ever.
  @Test func aReaderMayStop() throws {
    let folder = try LogFolder()
    for number in 1...20 {
      try Data(random(300_000)).write(to: folder.url.appending(path: SegmentName.name(of: UInt32(number))))
    }
    var held: SegmentsAhead? = SegmentsAhead(folder.url, Array(1...20))
    weak let ahead = held
    #expect(held?.next().number == 1)
    held = nil
    #expect(ahead == nil)
  }
}
