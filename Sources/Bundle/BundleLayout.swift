/// Where everything lies in a bundle. All numbers are little-endian.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | magic, `PRODBNDL` |
/// | 8 | 2 | format version, 1 |
/// | 10 | 2 | number of sections |
/// | 12 | 4 | length of the whole bundle |
/// | 16 | 8 | version counter: a board refuses a bundle with a lower one than it has run |
/// | 24 | 16 | board identity, ASCII, zero-padded |
/// | 40 | 8 | first bytes of the signer's public key; zeros: unsigned |
/// | 48 | 32 | SHA-256 over every byte but those of the digest and the signature |
/// | 80 | 64 | Ed25519 signature over bytes 0 to 79, the digest among them; zeros: unsigned |
/// | 144 | 16 each | section table: kind u16, section version u16, offset u32, length u32, CRC-32C u32 |
///
/// The sections follow the table in the table's order, sorted by kind. Each begins at the next multiple of 16 after the
/// one before, zeros between; the last one's last byte is the bundle's. So there is one way only to write a bundle.
public enum BundleLayout {
  /// The first eight bytes, `PRODBNDL`, as a number.
  public static let magic: UInt64 = 0x4C44_4E42_444F_5250
  /// The version of this layout.
  public static let formatVersion: UInt16 = 1
  /// Offset of the format version.
  public static let formatVersionOffset = 8
  /// Offset of the number of sections.
  public static let sectionCountOffset = 10
  /// Offset of the bundle's length.
  public static let lengthOffset = 12
  /// Offset of the version counter.
  public static let versionCounterOffset = 16
  /// Offset of the board's identity.
  public static let identityOffset = 24
  /// Bytes of the board's identity.
  public static let identityBytes = 16
  /// Offset of the first bytes of the signer's public key.
  public static let keyOffset = 40
  /// How many bytes of the signer's public key there are.
  public static let keyBytes = 8
  /// Offset of the digest.
  public static let digestOffset = 48
  /// Bytes of the digest.
  public static let digestBytes = 32
  /// Offset of the signature.
  public static let signatureOffset = 80
  /// Bytes of the signature.
  public static let signatureBytes = 64
  /// Offset of the section table.
  public static let tableOffset = 144
  /// Bytes of one entry of the section table.
  public static let entryBytes = 16
  /// Every section begins at a multiple of this.
  public static let alignment = 16
  /// The largest number of sections.
  public static let maximumSections = 16

  /// The first multiple of `alignment` at or above `offset`.
  public static func aligned(_ offset: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }

  /// Offset of the first section of a bundle with `count` sections.
  public static func firstSectionOffset(count: Int) -> Int {
    tableOffset + count * entryBytes
  }
}
