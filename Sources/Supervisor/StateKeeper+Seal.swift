import EventLog
import Vocabulary

extension StateKeeper where Storage: ~Copyable {
  /// How long the medium may hold a key that made seals already.
  private static var sealPauseNanoseconds: UInt64 { 60_000_000_000 }

  /// The key that seals the log, the newer of its two copies; nil where there is none: the log is then not sealed, and
  /// says so.
  public mutating func seal() -> SealState? {
    var isDamaged = false
    let first = seal(copy: 0, &isDamaged)
    let second = seal(copy: 1, &isDamaged)
    isSealDamaged = isDamaged && first == nil && second == nil
    let isSecond = (second?.epoch ?? 0) > (first?.epoch ?? 0)
    // The older one is the one to lose: what it could seal is sealed.
    nextSealCopy = isSecond ? 0 : 1
    keptSeal = isSecond ? second : first
    return keptSeal
  }

  private mutating func seal(copy: Int, _ isDamaged: inout Bool) -> SealState? {
    // Room for one byte more than a copy has: a longer one is none.
    var bytes = InlineArray<57, UInt8>(repeating: 0)
    do throws(StorageFault) {
      var span = bytes.mutableSpan
      guard let count = try storage.read(.seal, copy: copy, into: &span) else { return nil }
      if let state = SealState(bytes.span.extracting(first: count)) { return state }
    } catch {}
    isDamaged = true
    return nil
  }

  /// Keeps the key, once a minute or at once: what was kept before is then gone.
  ///
  /// - Parameters:
  ///   - seal: The key after the newest durable seal.
  ///   - now: The monotonic clock.
  ///   - isUrgent: Whether both copies are written now.
  /// - Returns: Whether it is kept.
  /// - Throws: `StorageFault`; a copy before it is then still whole.
  public mutating func keep(_ seal: SealState, now: UInt64, isUrgent: Bool) throws(StorageFault) -> Bool {
    guard let kept = keptSeal, seal.epoch > kept.epoch else { return true }
    guard isUrgent || now &- sealNanoseconds >= Self.sealPauseNanoseconds else { return false }
    for _ in 0..<(isUrgent ? 2 : 1) {
      try storage.write(seal.bytes.span, .seal, copy: nextSealCopy)
      nextSealCopy = 1 - nextSealCopy
    }
    keptSeal = seal
    sealNanoseconds = now
    return true
  }
}
