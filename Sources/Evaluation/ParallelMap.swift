import Foundation
import Synchronization

/// Calls a function on every element from several operating system threads, whose stacks hold the device's whole state.
public struct ParallelMap: Sendable {
  /// How many threads, at least 1.
  public let threads: Int
  /// Bytes of each thread's stack.
  public let stackBytes: Int

  /// Creates a map.
  ///
  /// - Parameters:
  ///   - threads: How many threads, at least 1.
  ///   - stackBytes: Bytes of each thread's stack: the runtime's state is one large value and may be moved through it.
  public init(threads: Int, stackBytes: Int = 16 << 20) {
    precondition(threads > 0)
    self.threads = threads
    self.stackBytes = stackBytes
  }

  /// Transforms all elements and waits for the last.
  ///
  /// - Parameters:
  ///   - elements: Taken in order, each by the thread that is free first.
  ///   - transform: Called from several threads at once.
  /// - Returns: The results in the order of the elements.
  public func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    let work = Work<Result>()
    let finished = DispatchSemaphore(value: 0)
    let count = min(threads, elements.count)
    for _ in 0..<count {
      let thread = Thread {
        while let index = work.take(below: elements.count) { work.put(transform(elements[index]), at: index) }
        finished.signal()
      }
      thread.stackSize = stackBytes
      thread.start()
    }
    for _ in 0..<count { finished.wait() }
    return work.results
  }

  /// The next index to take and the results so far.
  private final class Work<Result: Sendable>: Sendable {
    private let state = Mutex((next: 0, results: [Int: Result]()))

    func take(below count: Int) -> Int? {
      state.withLock { state in
        guard state.next < count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func put(_ result: Result, at index: Int) {
      state.withLock { $0.results[index] = result }
    }

    var results: [Result] {
      state.withLock { $0.results.sorted { $0.key < $1.key }.map(\.value) }
    }
  }
}
