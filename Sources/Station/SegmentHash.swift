import Crypto
import Vocabulary

/// The SHA-256 of a segment's bytes from the first on, over what was erased from it.
struct SegmentHash: Sendable {
  private var hasher = SHA256Hasher()
  /// The segment, where it is hashed while it is read: then nothing is hashed here before an erased stretch.
  private var hashed: HashedSegment?
  /// Bytes taken, or passed over.
  private(set) var offset = 0
  private var gap: Gap?
  /// Whether what stands around an erased stretch is not what stood there when it was erased.
  private(set) var isChanged = false

  /// Whether the segment has not yet come so far that what stands around an erased stretch could be looked at.
  var isOpen: Bool { gap.map { offset < $0.stretch.bound } ?? false }

  /// From an erased stretch's end on, until the chaining value holds.
  private struct Gap {
    var stretch: ErasedStretch
    var around: SHA256Hasher
  }

  /// Begins with nothing.
  ///
  /// - Parameter hashed: The segment, if it is hashed while it is read.
  init(_ hashed: HashedSegment? = nil) {
    self.hashed = hashed
  }

  /// Adds the next bytes.
  mutating func update(_ bytes: Span<UInt8>) {
    if hashed != nil {
      offset += bytes.count
      return
    }
    var rest = bytes
    while var open = gap, rest.count > 0 {
      let next = offset < open.stretch.bound ? open.stretch.bound : open.stretch.resume
      let part = min(rest.count, next - offset)
      if offset < open.stretch.bound { open.around.update(rest.extracting(0..<part)) }
      offset += part
      rest = rest.extracting(part..<rest.count)
      gap = open
      settle()
    }
    hasher.update(rest)
    offset += rest.count
  }

  /// Passes over an erased stretch that begins here.
  mutating func skip(_ stretch: ErasedStretch) {
    if let hashed { hasher = hashed.hasher(before: offset) }
    hashed = nil
    gap = Gap(stretch: stretch, around: beginAround())
    offset = stretch.offsets.upperBound
    settle()
  }

  /// What binds the bytes before this place to the bytes behind a stretch that begins here.
  func beginAround() -> SHA256Hasher {
    let before = before
    var around = SHA256Hasher()
    around.update(before.bytes.span)
    return around
  }

  /// What stands for all bytes before this place: their digest, or behind an erased stretch what is bound there.
  var before: Digest {
    if let known = gap?.stretch.known, known.offset == offset { return known.digest }
    var hasher = gap?.around ?? hashed?.hasher(before: offset) ?? hasher
    return hasher.finish()
  }

  /// The digest of all bytes before this place; zeros where it is not known.
  var digest: Digest {
    guard let gap else { return before }
    guard let known = gap.stretch.known, known.offset == offset else { return Digest() }
    return known.digest
  }

  /// The chaining value; only at the beginning of a block.
  var chaining: Digest { hasher.chaining }

  /// Holds what stands around the stretch against its digest, and goes on from its chaining value, where each is due.
  private mutating func settle() {
    guard var open = gap else { return }
    if offset == open.stretch.bound { isChanged = isChanged || open.around.finish() != open.stretch.around }
    guard offset == open.stretch.resume else { return }
    hasher = SHA256Hasher(chaining: open.stretch.chaining, byteCount: offset)
    gap = nil
  }
}
