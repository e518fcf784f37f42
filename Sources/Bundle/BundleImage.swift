import Vocabulary

/// A bundle that has been checked from its first byte to its last: structure, every section's CRC-32C, the digest over
/// all, and the board's and the site's sections field by field; and, where that is asked for, signature, age and board.
/// It does not hold the bytes, only where things lie in them.
///
/// Models, the signal chain's design and the alarm policy are bytes to the bundle; the modules they belong to check
/// them.
public struct BundleImage: Sendable {
  /// Who vouches for the bundle.
  public enum SignatureState: Sendable {
    /// Nobody.
    case unsigned
    /// The holder of this key, says the bundle; nobody has checked.
    case unverified(keyIdentity: UInt64)
    /// The holder of this key, which is trusted.
    case verified(PublicKey)
  }

  /// One entry of the section table.
  public struct Section: Sendable {
    /// What the section holds.
    public let kind: SectionKind
    /// The version of its form.
    public let version: UInt16
    /// Where its bytes lie.
    public let range: Range<Int>
  }

  /// Bytes of the whole bundle.
  public let length: Int
  /// The version counter: a board refuses a bundle with a lower one than it has run.
  public let versionCounter: UInt64
  /// SHA-256 over every byte but those of the digest and the signature: the name of the bundle in every boot record.
  public let digest: Digest
  /// Who vouches for the bundle.
  public let signature: SignatureState
  /// The board.
  public let board: BoardSection
  /// The site.
  public let site: SiteSection
  /// How many sections there are.
  public let sectionCount: Int
  private let table: InlineArray<16, Section>

  /// Checks a bundle, who signed it, that it is no downgrade and that it is for this board.
  ///
  /// - Parameters:
  ///   - bytes: The bundle, nothing before and nothing after.
  ///   - hasher: The SHA-256 to use.
  ///   - verifier: The Ed25519 to use.
  ///   - trust: Whose signature is needed, how new the bundle must be, and for which board.
  /// - Throws: The first thing wrong.
  public init<Hasher: Hashing, Verifier: SignatureVerifying>(
    checking bytes: Span<UInt8>, hasher: Hasher.Type, verifier: Verifier.Type, trust: Trust
  ) throws(BundleFault) {
    let header = try BundleHeader(reading: bytes)
    let table = try SectionTable(reading: bytes, count: header.sectionCount)
    try table.checkContents(of: bytes)
    guard BundleHeader.digest(of: bytes, hasher: hasher) == header.digest else { throw .digest }
    signature = try trust.signer(of: header, in: bytes, verifier: verifier)
    try trust.check(header)
    let board = try BoardSection(
      bytes: bytes.extracting(table.sections[0].range), version: table.sections[0].version)
    guard board.identity == header.identity else { throw .field(.identity, offset: 0) }
    site = try SiteSection(bytes: bytes.extracting(table.sections[1].range), version: table.sections[1].version)
    self.board = board
    length = bytes.count
    versionCounter = header.versionCounter
    digest = header.digest
    sectionCount = header.sectionCount
    self.table = table.sections
  }

  /// One entry of the section table.
  ///
  /// - Precondition: `index` is below `sectionCount`.
  public func section(at index: Int) -> Section {
    precondition(index >= 0 && index < sectionCount)
    return table[index]
  }

  /// Where a section's bytes lie.
  ///
  /// - Parameters:
  ///   - kind: What it holds.
  ///   - index: Its number among those of its kind, from 0.
  /// - Returns: Its range in the bundle's bytes, or nil if there is none.
  public func section(_ kind: SectionKind, at index: Int = 0) -> Range<Int>? {
    var number = 0
    for entry in 0..<sectionCount where table[entry].kind == kind {
      if number == index { return table[entry].range }
      number += 1
    }
    return nil
  }
}
