import Testing
import Vocabulary

@testable import Linux

@Suite struct RecordRingTests {
  private struct Record: Equatable {
    var kind: RecordKind?
    var time: UInt64
    var body: [UInt8]
  }

  private func emit(
    _ body: [UInt8], _ kind: RecordKind = .decision, at time: UInt64, into ring: borrowing RecordRing
  ) {
    ring.emit(kind, body: body.span, monotonicNanoseconds: time)
  }

  private func take(_ ring: borrowing RecordRing) -> Record? {
    var body = ByteBuffer()
    guard let heading = ring.peek(into: &body) else { return nil }
    ring.remove(heading)
    return Record(
      kind: heading.kind, time: heading.monotonicNanoseconds,
      body: body.withBytes { bytes in bytes.indices.map { bytes[$0] } })
  }

  @Test func aPartComesInItsOrderAndOneThatDoesNotFitIsSaidAndNotCounted() throws {
    let ring = try RecordRing(byteCount: 128)
    let content = [UInt8](repeating: 9, count: 40)
    emit([1], .fault, at: 1, into: ring)
    let isTaken = ring.emit(.person, content: content.span)
    let isTakenToo = ring.emit(.level, content: content.span)
    let (_, refused) = (ring.commit(), ring.refused)
    #expect(isTaken && !isTakenToo && refused == 0)
    var body = ByteBuffer()
    let first = take(ring)
    let part = ring.peek(into: &body)
    #expect(first?.kind == .fault && part == RecordHeading(part: .person, bodyBytes: 40) && body.count == 40)
  }

  @Test func nothingShowsBeforeItIsCommitted() throws {
    let ring = try RecordRing(byteCount: 256)
    emit([1, 2, 3], .decision, at: 7, into: ring)
    emit([], .alarm, at: .max, into: ring)
    let (early, waiting) = (take(ring), ring.waitingBytes)
    #expect(early == nil && waiting == 0)
    let (isNew, isNewAgain) = (ring.commit(), ring.commit())
    #expect(isNew && !isNewAgain)
    let found = (0..<3).map { _ in take(ring) }
    #expect(
      found == [
        Record(kind: .decision, time: 7, body: [1, 2, 3]), Record(kind: .alarm, time: .max, body: []), nil,
      ])
  }

  @Test func lookingAtARecordDoesNotTakeIt() throws {
    let ring = try RecordRing(byteCount: 256)
    emit([5], .fault, at: 1, into: ring)
    _ = ring.commit()
    var body = ByteBuffer()
    let first = ring.peek(into: &body)?.bodyBytes
    let record = take(ring)
    #expect(first == 1 && record?.body == [5])
  }

  @Test func whatDoesNotFitIsCountedAndTheRestStaysWhole() throws {
    let ring = try RecordRing(byteCount: 64)
    emit([UInt8](repeating: 1, count: 20), .decision, at: 1, into: ring)
    emit([UInt8](repeating: 2, count: 20), .decision, at: 2, into: ring)
    emit([UInt8](repeating: 3, count: 5), .decision, at: 3, into: ring)
    _ = ring.commit()
    let refused = ring.refused
    #expect(refused == 1)
    let times = (0..<3).map { _ in take(ring)?.time }
    #expect(times == [1, 3, nil])
    emit([UInt8](repeating: 4, count: 40), .decision, at: 4, into: ring)
    _ = ring.commit()
    let last = take(ring)
    #expect(last?.body == [UInt8](repeating: 4, count: 40))
  }

  @Test(arguments: [0, 1, 32_767, 32_768]) func bodiesOfEveryLengthComeOutAsTheyWentIn(count: Int) throws {
    // Begins where the counts wrap within the record.
    let ring = try RecordRing(byteCount: 65_536, count: .max - 8)
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for time in 0..<5 as Range<UInt64> {
      emit(bytes, .clip, at: time, into: ring)
      _ = ring.commit()
      let found = take(ring)
      #expect(found == Record(kind: .clip, time: time, body: bytes))
    }
    let refused = ring.refused
    #expect(refused == 0)
  }

  @Test func betweenTwoThreadsNoRecordIsLostTornOrTwice() throws {
    let count: UInt64 = 200_000
    let ring = try Permanent(RecordRing(byteCount: 4096, count: .max - 100_000))
    let adding = OtherThread {
      var number: UInt64 = 0
      while number < count {
        let body = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Int(number % 37))
        let refused = unsafe ring.pointer.pointee.refused
        unsafe ring.pointer.pointee.emit(.decision, body: body.span, monotonicNanoseconds: number)
        if unsafe ring.pointer.pointee.refused == refused { number += 1 }
        if number % 3 == 0 { _ = unsafe ring.pointer.pointee.commit() }
      }
      _ = unsafe ring.pointer.pointee.commit()
    }
    var expected: UInt64 = 0
    var body = ByteBuffer()
    while expected < count {
      guard let heading = unsafe ring.pointer.pointee.peek(into: &body) else { continue }
      let isWhole = body.withBytes { bytes in
        bytes.count == Int(expected % 37)
          && bytes.indices.allSatisfy { bytes[$0] == UInt8(truncatingIfNeeded: expected) }
      }
      guard isWhole && heading.monotonicNanoseconds == expected else {
        #expect(isWhole && heading.monotonicNanoseconds == expected, "record \(expected)")
        break
      }
      unsafe ring.pointer.pointee.remove(heading)
      expected += 1
    }
    adding.wait()
    #expect(expected == count)
  }
}
