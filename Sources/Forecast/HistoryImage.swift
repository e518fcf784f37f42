import Vocabulary

/// A history that has been checked from its first byte to its last. It does not hold the bytes.
public struct HistoryImage: Sendable {
  /// How many entries it has.
  public let count: Int
  /// Whose it is.
  public let pseudonym: InlineArray<16, UInt8>
  /// The record's first second, UTC since 1970.
  public let first: Int64
  /// The second after its last.
  public let end: Int64
  /// Whether it says when a seizure would have been seen.
  public let saysObserved: Bool
  /// CRC-32C of all its bytes: with `end` and `count` it tells this history from others of the person.
  public let check: UInt32
  /// Who signed it, or nil. Whether that is somebody to trust is for the caller to say.
  public let signer: PublicKey?

  /// Checks a history.
  ///
  /// - Parameters:
  ///   - bytes: The history, nothing before and nothing after.
  ///   - pseudonym: Whose it has to be; nil: anybody's.
  ///   - verifier: The Ed25519 to use.
  ///   - mustBeSigned: Whether one that nobody signed is refused.
  ///   - trusts: Whether a signer is trusted: asked before any entry is looked at.
  /// - Throws: The first thing wrong.
  public init<Verifier: SignatureVerifying>(
    checking bytes: Span<UInt8>, of pseudonym: InlineArray<16, UInt8>? = nil, verifier: Verifier.Type,
    mustBeSigned: Bool = false, trusts: (PublicKey) -> Bool = { _ in true }
  ) throws(HistoryFault) {
    let fixed = HistoryLayout.headerBytes + HistoryLayout.signatureBytes
    guard bytes.count >= fixed else { throw .size(found: bytes.count, expected: fixed) }
    let magic = bytes.number(UInt64.self, at: 0)
    guard magic == HistoryLayout.magic else { throw .magic(found: magic) }
    let version = bytes.number(UInt16.self, at: 8)
    guard version == HistoryLayout.version else { throw .version(found: version) }
    let count = bytes.number(UInt32.self, at: HistoryLayout.countOffset)
    guard count <= HistoryLayout.mostEntries else { throw .count(found: count) }
    let size = fixed + Int(count) * HistoryLayout.entryBytes
    guard bytes.count == size else { throw .size(found: bytes.count, expected: size) }
    self.count = Int(count)
    first = bytes.number(Int64.self, at: HistoryLayout.firstOffset)
    end = bytes.number(Int64.self, at: HistoryLayout.endOffset)
    guard first >= 0 && first < 1 << 40 && end > first && end - first <= HistoryLayout.longest else {
      throw .record(first: first, end: end)
    }
    var found = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { found[index] = bytes[HistoryLayout.pseudonymOffset + index] }
    self.pseudonym = found
    let signer = try HistoryImage.signer(of: bytes, verifier: verifier)
    self.signer = signer
    if let signer {
      guard trusts(signer) else { throw .untrusted }
    } else if mustBeSigned {
      throw .notSigned
    }
    var check = CyclicRedundancyCheck()
    check.update(bytes)
    self.check = check.value
    saysObserved = try HistoryImage.check(bytes, count: Int(count), from: first, to: end)
    guard let pseudonym else { return }
    for index in 0..<16 where pseudonym[index] != found[index] { throw .person }
  }

  /// Who signed the bytes; nil: nobody.
  private static func signer<Verifier: SignatureVerifying>(
    of bytes: Span<UInt8>, verifier: Verifier.Type
  ) throws(HistoryFault) -> PublicKey? {
    var key = PublicKey()
    for index in 0..<32 { key.bytes[index] = bytes[HistoryLayout.keyOffset + index] }
    let start = bytes.count - HistoryLayout.signatureBytes
    var signature = Signature()
    var bits: UInt8 = 0
    for index in 0..<HistoryLayout.signatureBytes {
      signature.bytes[index] = bytes[start + index]
      bits |= signature.bytes[index]
    }
    if key.identity == 0 && bits == 0 { return nil }
    guard key.identity != 0 && Verifier.isValid(signature, over: bytes.extracting(0..<start), by: key) else {
      throw .forged
    }
    return key
  }

  /// Checks all entries; returns whether there are stretches among them.
  private static func check(
    _ bytes: Span<UInt8>, count: Int, from first: Int64, to end: Int64
  ) throws(HistoryFault) -> Bool {
    var last = first
    var observedUntil = first
    var saysObserved = false
    for index in 0..<count {
      guard let entry = entry(index, of: bytes), entry.second >= last, entry.second < end else { throw .entry(index) }
      last = entry.second
      if entry.kind == .observed {
        let until = entry.second + Int64(entry.length)
        guard entry.second >= observedUntil && until <= end && entry.length > 0 && entry.weight == 0 else {
          throw .entry(index)
        }
        observedUntil = until
        saysObserved = true
      } else {
        guard entry.length == 0 && (1...256).contains(entry.weight) else { throw .entry(index) }
      }
    }
    return saysObserved
  }

  /// An entry.
  ///
  /// - Parameters:
  ///   - index: Its number, from 0 and below `count`.
  ///   - bytes: The bytes that were checked.
  /// - Returns: The entry; nil where the bytes are others.
  public static func entry(_ index: Int, of bytes: Span<UInt8>) -> HistoryEntry? {
    let offset = HistoryLayout.headerBytes + index * HistoryLayout.entryBytes
    guard offset + HistoryLayout.entryBytes <= bytes.count, let kind = HistoryKind(rawValue: bytes[offset + 8]) else {
      return nil
    }
    return HistoryEntry(
      second: bytes.number(Int64.self, at: offset), kind: kind, weight: bytes.number(UInt16.self, at: offset + 10),
      length: bytes.number(UInt32.self, at: offset + 12))
  }
}
