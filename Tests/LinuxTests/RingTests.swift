import Testing

@testable import Linux

@Suite struct RingTests {
  @Test func handsOutInOrderAndCountsWhatDoesNotFit() throws {
    let ring = try Ring<UInt32>(capacity: 4)
    for number in 0..<4 as Range<UInt32> {
      let fits = ring.push(number)
      #expect(fits)
    }
    let (first, second) = (ring.push(9), ring.push(9))
    #expect(!first && !second)
    let refused = ring.refused
    #expect(refused == 2)
    let all = (0..<5).map { _ in ring.pop() }
    #expect(all == [0, 1, 2, 3, nil])
    let fits = ring.push(4)
    let next = ring.pop()
    #expect(fits && next == 4)
  }

  @Test func goesOnWhereItsCountsWrap() throws {
    let ring = try Ring<UInt32>(capacity: 8, count: .max - 2)
    for round in 0..<5 as Range<UInt32> {
      for number in 0..<8 as Range<UInt32> {
        let fits = ring.push(10 * round + number)
        #expect(fits)
      }
      let overflows = ring.push(0)
      #expect(!overflows)
      let all = (0..<8).map { _ in ring.pop() }
      #expect(all == (0..<8).map { 10 * round + $0 })
      let last = ring.pop()
      #expect(last == nil)
    }
  }

  @Test func betweenTwoThreadsEveryElementThatFitArrivesOnceAndInOrder() throws {
    let count: UInt64 = 1_000_000
    // The counts wrap in the middle.
    let ring = try Permanent(Ring<UInt64>(capacity: 512, count: .max - 500_000))
    let pushing = OtherThread {
      var number: UInt64 = 0
      while number < count { if unsafe ring.pointer.pointee.push(number) { number += 1 } }
    }
    var expected: UInt64 = 0
    while expected < count {
      guard let number = unsafe ring.pointer.pointee.pop() else { continue }
      guard number == expected else {
        #expect(number == expected)
        break
      }
      expected += 1
    }
    pushing.wait()
    let rest = unsafe ring.pointer.pointee.pop()
    #expect(expected == count && rest == nil)
  }
}
