import Bundle
import Crypto
import ModelCompiler
import Vocabulary

/// Lays sections out as a bundle (see `BundleLayout`), unsigned; `sign` signs it.
public struct BundleWriter {
  /// The version counter.
  public var versionCounter: UInt64
  /// The board's identity.
  public var identity: BoardIdentity
  /// The sections, in any order; those of one kind keep theirs.
  public var sections: [EncodedSection]

  /// Creates a writer.
  public init(versionCounter: UInt64, identity: BoardIdentity, sections: [EncodedSection]) {
    self.versionCounter = versionCounter
    self.identity = identity
    self.sections = sections
  }

  /// The bundle.
  public func bytes() -> [UInt8] {
    let sorted = sections.enumerated().sorted { left, right in
      (left.element.kind.rawValue, left.offset) < (right.element.kind.rawValue, right.offset)
    }.map(\.element)
    var table = ByteArray()
    var body: [UInt8] = []
    let start = BundleLayout.firstSectionOffset(count: sorted.count)
    for section in sorted {
      body += [UInt8](repeating: 0, count: BundleLayout.aligned(body.count) - body.count)
      var check = CyclicRedundancyCheck()
      check.update(section.bytes.span)
      table.append(littleEndian: section.kind.rawValue)
      table.append(littleEndian: section.version)
      table.append(littleEndian: UInt32(start + body.count))
      table.append(littleEndian: UInt32(section.bytes.count))
      table.append(littleEndian: check.value)
      body += section.bytes
    }
    var bundle = header(sectionCount: sorted.count, length: start + body.count) + table.bytes + body
    BundleWriter.seal(&bundle)
    return bundle
  }

  private func header(sectionCount: Int, length: Int) -> [UInt8] {
    var header = ByteArray()
    header.append(littleEndian: BundleLayout.magic)
    header.append(littleEndian: BundleLayout.formatVersion)
    header.append(littleEndian: UInt16(sectionCount))
    header.append(littleEndian: UInt32(length))
    header.append(littleEndian: versionCounter)
    for index in 0..<BundleLayout.identityBytes { header.append(identity.bytes[index]) }
    return header.bytes + [UInt8](repeating: 0, count: BundleLayout.tableOffset - header.bytes.count)
  }

  /// Writes the digest of a bundle's bytes into its header.
  ///
  /// - Parameter bytes: The bundle.
  /// - Precondition: It is at least as long as the header.
  public static func seal(_ bytes: inout [UInt8]) {
    var hasher = SHA256Hasher()
    hasher.update(bytes.span.extracting(0..<BundleLayout.digestOffset))
    hasher.update(bytes.span.extracting(BundleLayout.tableOffset..<bytes.count))
    let digest = hasher.finish()
    for index in 0..<BundleLayout.digestBytes { bytes[BundleLayout.digestOffset + index] = digest.bytes[index] }
  }

  /// Writes a key, the digest that covers it and a signature over both into a bundle's header.
  ///
  /// - Parameters:
  ///   - bytes: The bundle.
  ///   - key: The signer's key.
  /// - Throws: Whatever keeps the library from signing.
  /// - Precondition: The bundle is at least as long as the header.
  public static func sign(_ bytes: inout [UInt8], with key: SigningKey) throws {
    let publicKey = key.publicKey
    for index in 0..<BundleLayout.keyBytes { bytes[BundleLayout.keyOffset + index] = publicKey.bytes[index] }
    seal(&bytes)
    let signature = key.signature(over: bytes.span.extracting(..<BundleLayout.signatureOffset))
    for index in 0..<BundleLayout.signatureBytes {
      bytes[BundleLayout.signatureOffset + index] = signature.bytes[index]
    }
  }
}
