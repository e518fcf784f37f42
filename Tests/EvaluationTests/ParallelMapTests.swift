import Evaluation
import Foundation
import Synchronization
import Testing

@Suite struct ParallelMapTests {
  @Test(arguments: [1, 3, 50]) func keepsTheOrderWhateverTheNumberOfThreads(threads: Int) {
    let calls = Mutex([Int]())
    let results = ParallelMap(threads: threads).map(Array(0..<40)) { number in
      calls.withLock { $0.append(number) }
      return number * number
    }
    #expect(results == (0..<40).map { $0 * $0 })
    #expect(calls.withLock { $0.sorted() } == Array(0..<40))
  }

  @Test func runsOnThreadsWithStacksForTheDevicesState() {
    let sizes = ParallelMap(threads: 2).map([0, 1]) { _ in Thread.current.stackSize }
    #expect(sizes == [16 << 20, 16 << 20])
  }

  @Test func returnsNothingForNothing() {
    #expect(ParallelMap(threads: 4).map([Int]()) { $0 }.isEmpty)
  }
}
