import Vocabulary

/// The bundle's fixed first part.
struct BundleHeader {
  let sectionCount: Int
  let versionCounter: UInt64
  let identity: BoardIdentity
  let digest: Digest
  /// The first eight bytes of the signer's public key, the first one highest; 0: unsigned.
  let keyIdentity: UInt64
  let signature: Signature

  /// Reads and checks everything up to the section table; the digest is read, not compared.
  init(reading bytes: Span<UInt8>) throws(BundleFault) {
    try BundleHeader.checkLength(of: bytes)
    let count = Int(try BundleHeader.number(UInt16.self, at: BundleLayout.sectionCountOffset, in: bytes))
    guard count >= 1 && count <= BundleLayout.maximumSections else { throw .sectionCount(found: count) }
    let needed = BundleLayout.firstSectionOffset(count: count)
    guard bytes.count >= needed else { throw .truncated(length: bytes.count, needed: needed) }
    let nameStart = BundleLayout.identityOffset
    let name = bytes.extracting(nameStart..<(nameStart + BundleLayout.identityBytes))
    guard let identity = BoardIdentity(ascii: name), !identity.isEmpty else { throw .identity(offset: nameStart) }
    var digest = Digest()
    for index in 0..<BundleLayout.digestBytes { digest.bytes[index] = bytes[BundleLayout.digestOffset + index] }
    var key = PublicKey()
    for index in 0..<BundleLayout.keyBytes { key.bytes[index] = bytes[BundleLayout.keyOffset + index] }
    keyIdentity = key.identity
    signature = try BundleHeader.signature(in: bytes, isSigned: key.identity != 0)
    sectionCount = count
    versionCounter = try BundleHeader.number(UInt64.self, at: BundleLayout.versionCounterOffset, in: bytes)
    self.identity = identity
    self.digest = digest
  }

  private static func checkLength(of bytes: Span<UInt8>) throws(BundleFault) {
    guard bytes.count >= BundleLayout.tableOffset else {
      throw .truncated(length: bytes.count, needed: BundleLayout.tableOffset)
    }
    guard try number(UInt64.self, at: 0, in: bytes) == BundleLayout.magic else { throw .notABundle }
    let version = try number(UInt16.self, at: BundleLayout.formatVersionOffset, in: bytes)
    guard version == BundleLayout.formatVersion else { throw .formatVersion(found: version) }
    let declared = try number(UInt32.self, at: BundleLayout.lengthOffset, in: bytes)
    guard UInt64(declared) == UInt64(bytes.count) else { throw .length(declared: declared, found: bytes.count) }
  }

  /// The signature; zeros where there is no key, and only there.
  private static func signature(in bytes: Span<UInt8>, isSigned: Bool) throws(BundleFault) -> Signature {
    var signature = Signature()
    var bits: UInt8 = 0
    for index in 0..<BundleLayout.signatureBytes {
      signature.bytes[index] = bytes[BundleLayout.signatureOffset + index]
      bits |= signature.bytes[index]
    }
    guard isSigned == (bits != 0) else { throw .signature(offset: BundleLayout.signatureOffset) }
    return signature
  }

  private static func number<Value: FixedWidthInteger>(
    _ type: Value.Type, at offset: Int, in bytes: Span<UInt8>
  ) throws(BundleFault) -> Value {
    do {
      return try bytes.littleEndian(type, at: offset)
    } catch {
      throw .truncated(length: error.available, needed: error.offset + error.count)
    }
  }

  /// SHA-256 over every byte but those of the digest and the signature.
  ///
  /// - Precondition: There are at least `BundleLayout.tableOffset` bytes.
  static func digest<Hasher: Hashing>(of bytes: Span<UInt8>, hasher: Hasher.Type) -> Digest {
    var hash = Hasher()
    hash.update(bytes.extracting(0..<BundleLayout.digestOffset))
    hash.update(bytes.extracting(BundleLayout.tableOffset..<bytes.count))
    return hash.finish()
  }
}
