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

  /// Bytes that were read at once.
  private struct Piece {
    let bytes: [UInt8]
    /// Before each whole step of them, and behind the last.
    let chaining: [Digest]
  }

  private struct State {
    /// All but the last have `pieceBytes`.
    var pieces: [Piece] = []
    var fault: StorageFault?
    var isWhole = false

    var byteCount: Int { pieces.last.map { (pieces.count - 1) * pieceBytes + $0.bytes.count } ?? 0 }
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
    var isLast = false
    var offset = 0
    while !isLast {
      var bytes: [UInt8] = []
      var fault: StorageFault?
      do throws(StorageFault) {
        bytes = try files.bytes(of: number, at: offset, count: Self.pieceBytes)
      } catch {
        fault = error
      }
      isLast = fault != nil || bytes.count < Self.pieceBytes
      let piece = Piece(bytes: bytes, chaining: Self.values(over: bytes.span, &hasher))
      state.withLock { state in
        state.pieces.append(piece)
        state.fault = fault
        state.isWhole = isLast
      }
      grown.signal()
      offset += bytes.count
    }
  }

  /// The chaining values before each whole step of a piece, and behind the last.
  private static func values(over piece: Span<UInt8>, _ hasher: inout SHA256Hasher) -> [Digest] {
    var values = [hasher.chaining]
    values.reserveCapacity(piece.count / stepBytes + 1)
    for step in 0..<piece.count / stepBytes {
      hasher.update(piece.extracting(step * stepBytes..<(step + 1) * stepBytes))
      values.append(hasher.chaining)
    }
    return values
  }

  /// Waits until the bytes before a place are there, or will not come.
  private func wait(for end: Int) {
    while !state.withLock({ $0.isWhole || $0.byteCount >= end }) { grown.wait() }
  }

  /// The piece that holds some bytes, as it was read: nothing is copied.
  ///
  /// - Parameter range: Where they lie.
  /// - Returns: The piece's bytes and where they begin; nil where no piece holds all of them.
  func piece(holding range: Range<Int>) -> (offset: Int, bytes: [UInt8])? {
    wait(for: range.upperBound)
    let number = range.lowerBound / Self.pieceBytes
    let first = number * Self.pieceBytes
    return state.withLock { state in
      guard number < state.pieces.count, range.upperBound <= first + state.pieces[number].bytes.count else {
        return nil
      }
      return (first, state.pieces[number].bytes)
    }
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
      let end = min(offset + count, state.byteCount)
      var found: [UInt8] = []
      while offset + found.count < end {
        let (number, first) = (offset + found.count).quotientAndRemainder(dividingBy: Self.pieceBytes)
        found += state.pieces[number].bytes[first...].prefix(end - offset - found.count)
      }
      return (found, state.fault)
    }
    if found.count < count, let fault { throw fault }
    return found
  }

  /// What has hashed all bytes before a place that was taken.
  func hasher(before offset: Int) -> SHA256Hasher {
    // Even before the first byte: there is a piece then, or an empty one of an empty segment.
    wait(for: max(1, offset))
    return state.withLock { state in
      let end = min(offset, state.byteCount)
      // Behind the last byte of a piece all of it is whole steps, too.
      let number = min(end / Self.pieceBytes, state.pieces.count - 1)
      let piece = state.pieces[number]
      let length = end - number * Self.pieceBytes
      let steps = length / Self.stepBytes
      var hasher = SHA256Hasher(
        chaining: piece.chaining[steps], byteCount: number * Self.pieceBytes + steps * Self.stepBytes)
      hasher.update(piece.bytes.span.extracting(steps * Self.stepBytes..<length))
      return hasher
    }
  }
}
