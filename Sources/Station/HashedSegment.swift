import Crypto
import Dispatch
import EventLog
import Synchronization
import Vocabulary

/// A segment's bytes in memory, with the SHA-256 of what stands before any place in them: one thread reads and hashes,
/// another takes what is there, and waits for what is not there yet.
public final class HashedSegment: Sendable {
  /// Longer segments are not held in memory.
  static let mostBytes = 16 << 20
  /// Bytes that are read and hashed before they can be taken.
  private static let pieceBytes = 1 << 18
  /// Bytes for which a chaining value is kept: whole blocks of SHA-256.
  private static let stepBytes = 16 * SHA256Hasher.blockBytes

  private struct State {
    var bytes: [UInt8] = []
    /// Before each whole step of the bytes, and behind the last of them.
    var chaining = [SHA256Hasher().chaining]
    var fault: StorageFault?
    var isWhole = false
  }

  /// The segment's number.
  let number: UInt32
  private let state = Mutex(State())
  private let grown = DispatchSemaphore(value: 0)

  /// Creates a segment of which nothing is there yet.
  init(_ number: UInt32) {
    self.number = number
  }

  /// Reads all of it; done once, by the thread that reads ahead.
  func load(from files: inout FileSegmentStorage) {
    var hasher = SHA256Hasher()
    var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
    var isLast = false
    var offset = 0
    while !isLast {
      var count = 0
      var fault: StorageFault?
      do throws(StorageFault) {
        var room = piece.mutableSpan
        count = try files.read(segment: number, at: offset, count: Self.pieceBytes, into: &room)
      } catch {
        fault = error
      }
      isLast = fault != nil || count < Self.pieceBytes
      let values = Self.chaining(piece.span.extracting(0..<count), &hasher)
      state.withLock { state in
        state.bytes += piece[..<count]
        state.chaining += values
        state.fault = fault
        state.isWhole = isLast
      }
      grown.signal()
      offset += count
    }
  }

  /// The chaining values behind each whole step of a piece.
  private static func chaining(_ piece: Span<UInt8>, _ hasher: inout SHA256Hasher) -> [Digest] {
    var values: [Digest] = []
    for step in 0..<piece.count / stepBytes {
      hasher.update(piece.extracting(step * stepBytes..<(step + 1) * stepBytes))
      values.append(hasher.chaining)
    }
    return values
  }

  /// Waits until the bytes before a place are there, or will not come.
  private func wait(for end: Int) {
    while !state.withLock({ $0.isWhole || $0.bytes.count >= end }) { grown.wait() }
  }

  /// Bytes from a place on.
  ///
  /// - Parameters:
  ///   - offset: The place.
  ///   - count: How many are wanted.
  /// - Returns: They; less only where the segment ends.
  /// - Throws: `StorageFault` where they could not be read.
  func bytes(at offset: Int, count: Int) throws(StorageFault) -> [UInt8] {
    wait(for: offset + count)
    let (found, fault) = state.withLock { state in
      let first = min(offset, state.bytes.count)
      return (Array(state.bytes[first..<min(offset + count, state.bytes.count)]), state.fault)
    }
    if found.count < count, let fault { throw fault }
    return found
  }

  /// What has hashed all bytes before a place that was taken.
  func hasher(before offset: Int) -> SHA256Hasher {
    wait(for: offset)
    return state.withLock { state in
      let end = min(offset, state.bytes.count)
      let steps = end / Self.stepBytes
      var hasher = SHA256Hasher(chaining: state.chaining[steps], byteCount: steps * Self.stepBytes)
      hasher.update(state.bytes.span.extracting(steps * Self.stepBytes..<end))
      return hasher
    }
  }
}
