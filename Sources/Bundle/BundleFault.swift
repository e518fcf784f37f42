/// Why a bundle is refused: what is wrong and where. Offsets count from the bundle's first byte, except those of
/// `field` and `sectionEnd`, which count from the section's.
public enum BundleFault: Error, Equatable, Sendable {
  /// There are fewer bytes than the header and the section table need.
  case truncated(length: Int, needed: Int)
  /// The bytes do not begin as a bundle does.
  case notABundle
  /// The bundle is written in a layout that this program does not know.
  case formatVersion(found: UInt16)
  /// The header declares another length than there are bytes.
  case length(declared: UInt32, found: Int)
  /// There is no section, or more than `BundleLayout.maximumSections`.
  case sectionCount(found: Int)
  /// The header names a key but has no signature, or has one but names no key.
  case signature(offset: Int)
  /// The board's identity is empty or not zero-padded printable ASCII.
  case identity(offset: Int)
  /// The table names a kind of section that this program does not know.
  case sectionKind(offset: Int, found: UInt16)
  /// The table is not sorted by kind.
  case sectionOrder(offset: Int)
  /// There are two sections of a kind of which there may be one.
  case duplicateSection(SectionKind, offset: Int)
  /// A section that every bundle has is not there.
  case missingSection(SectionKind)
  /// A section does not begin where the one before it ends.
  case sectionOffset(offset: Int, found: UInt32, expected: Int)
  /// A section is empty or reaches past the bundle's end.
  case sectionLength(offset: Int, found: UInt32, available: Int)
  /// A byte between sections is not zero.
  case padding(offset: Int)
  /// Bytes follow the last section.
  case trailingBytes(offset: Int)
  /// A section's CRC-32C is not that of the table.
  case sectionCheck(SectionKind, offset: Int)
  /// The bundle's SHA-256 is not that of the header.
  case digest
  /// Nobody signed the bundle, and a signature is needed.
  case notSigned
  /// The bundle says that it is signed by a key that is not trusted.
  case untrustedKey(keyIdentity: UInt64)
  /// The bundle says that it is signed by a trusted key, and is not.
  case forged(keyIdentity: UInt64)
  /// The bundle's version counter is lower than the least that is let in.
  case downgrade(found: UInt64, least: UInt64)
  /// The bundle is for another board.
  case otherBoard
  /// The section is written in a version that this program does not know.
  case sectionVersion(SectionKind, found: UInt16)
  /// The section ends before its last field, or goes on after it.
  case sectionEnd(SectionKind, offset: Int)
  /// A field of the section has a value that it must not have.
  case field(BundleField, offset: Int)
}
