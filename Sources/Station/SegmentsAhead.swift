import Dispatch
import EventLog
import Foundation
import Synchronization

/// A log's segments, read and hashed in order on a thread of its own, a few ahead of whoever takes them.
final class SegmentsAhead: Sendable {
  /// So many segments wait at most.
  private static let mostAhead = 2

  /// What both threads see; the reading one ends when nobody holds the object any more.
  private final class Shared: Sendable {
    let waiting = Mutex<[(number: UInt32, segment: HashedSegment?)]>([])
    let isStopped = Mutex(false)
    let room = DispatchSemaphore(value: 0)
    let filled = DispatchSemaphore(value: 0)
  }

  private let shared = Shared()

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - url: The log.
  ///   - numbers: The segments, in the order in which they are taken.
  init(_ url: URL, _ numbers: [UInt32]) {
    let shared = shared
    for _ in 0..<Self.mostAhead { shared.room.signal() }
    let reading = Thread { Self.read(url, numbers, into: shared) }
    reading.stackSize = 1 << 20
    reading.start()
  }

  deinit {
    shared.isStopped.withLock { $0 = true }
    shared.room.signal()
  }

  private static func read(_ url: URL, _ numbers: [UInt32], into shared: Shared) {
    // What cannot be opened, or is too long to be held, is read by whoever takes it.
    guard var files = try? FileSegmentStorage(reading: url) else {
      for number in numbers where !put(number, nil, into: shared) { return }
      return
    }
    for number in numbers {
      let segment = files.byteCount(of: number) <= HashedSegment.mostBytes ? HashedSegment(number) : nil
      guard put(number, segment, into: shared) else { return }
      segment?.load(from: &files)
    }
  }

  /// Adds a segment, once there is room.
  ///
  /// - Returns: Whether anybody takes it.
  private static func put(_ number: UInt32, _ segment: HashedSegment?, into shared: Shared) -> Bool {
    shared.room.wait()
    if shared.isStopped.withLock({ $0 }) { return false }
    shared.waiting.withLock { $0.append((number, segment)) }
    shared.filled.signal()
    return true
  }

  /// The next of the segments.
  ///
  /// - Returns: Its number, and the segment if it is held in memory.
  func next() -> (number: UInt32, segment: HashedSegment?) {
    shared.filled.wait()
    defer { shared.room.signal() }
    return shared.waiting.withLock { $0.removeFirst() }
  }
}
