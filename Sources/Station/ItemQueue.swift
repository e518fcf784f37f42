import Foundation
import Synchronization

/// Hands what a reader comes upon in a log from the thread that reads and checks it to the one that takes it, in order,
/// many at a time.
final class ItemQueue: Sendable {
  /// So many lots wait at most.
  private static let mostLots = 4
  /// Items of a lot: with clips in all of them some megabytes.
  static let lotItems = 256

  private struct State {
    var lots: [[LogItem]] = []
    var failure: (any Error)?
    var isStopped = false
  }

  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Creates an empty queue.
  init() {
    for _ in 0..<Self.mostLots { room.signal() }
  }

  /// Adds a lot, once there is room.
  ///
  /// - Returns: Whether anybody takes it.
  func put(_ lot: [LogItem]) -> Bool {
    room.wait()
    let isTaken = state.withLock { state in
      if !state.isStopped { state.lots.append(lot) }
      return !state.isStopped
    }
    filled.signal()
    return isTaken
  }

  /// Says that there will be no more.
  ///
  /// - Parameter failure: Why, if not because the log ends.
  func end(_ failure: (any Error)? = nil) {
    state.withLock { $0.failure = failure }
    filled.signal()
  }

  /// Takes the next lot, once there is one.
  ///
  /// - Returns: The lot, or nil at the end.
  /// - Throws: What ended it.
  func take() throws -> [LogItem]? {
    filled.wait()
    let (lot, failure) = state.withLock { state in
      state.lots.isEmpty ? (nil, state.failure) : (state.lots.removeFirst(), nil)
    }
    if let failure { throw failure }
    if lot != nil { room.signal() }
    return lot
  }

  /// Takes no more.
  func stop() {
    state.withLock { $0.isStopped = true }
    room.signal()
  }
}
