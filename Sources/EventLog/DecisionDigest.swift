import Vocabulary

/// The decision digest: SHA-256 over, for each digested record in order, its kind u8, its body's length u32
/// little-endian, and its body.
///
/// Equal frames give equal digests on every machine: clocks, boots, clips and the log's chain are no part of it.
public struct DecisionDigest<Hasher: Hashing>: RecordSink {
  private var hasher = Hasher()
  /// Records that were digested.
  public private(set) var count: UInt64 = 0

  /// Starts without records.
  public init() {}

  /// Takes one record; those that are not part of the digest are passed over.
  public mutating func emit(_ kind: RecordKind, body: Span<UInt8>, monotonicNanoseconds: UInt64) {
    guard kind.isDigested else { return }
    var heading = InlineArray<5, UInt8>(repeating: kind.rawValue)
    var fields = heading.mutableSpan
    fields.put(UInt32(body.count), at: 1)
    hasher.update(heading.span)
    hasher.update(body)
    count += 1
  }

  /// The digest of all records taken so far; more may follow.
  public var digest: Digest {
    var finished = hasher
    return finished.finish()
  }
}
