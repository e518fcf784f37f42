/// Where a history's parts lie: what a person's diary and logs say of seizures, for a board to go on from.
/// Little-endian.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 8 | `PRDHIST1` |
/// | 8 | 2 | version, 1 |
/// | 10 | 2 | zeros |
/// | 12 | 4 | how many entries follow |
/// | 16 | 16 | the person's pseudonym |
/// | 32 | 8 | the record's first second, UTC since 1970 |
/// | 40 | 8 | the second after its last |
/// | 48 | 48 | zeros, room for what later versions add |
/// | 96 | 32 | the signer's public key; zeros: unsigned |
/// | 128 | 16 each | entries |
/// | after them | 64 | signature over all before it; zeros: unsigned |
///
/// An entry: second, UTC since 1970 (8 bytes); kind (1); zero (1); weight, 1 to 256, or 0 for a stretch (2); length in
/// seconds, 0 for an event (4). Entries stand in order of time; stretches do not overlap.
public enum HistoryLayout {
  /// `PRDHIST1` as a little-endian number.
  public static let magic: UInt64 = 0x3154_5349_4844_5250
  /// The version.
  public static let version: UInt16 = 1
  /// Bytes of the fixed part.
  public static let headerBytes = 128
  /// Bytes of an entry.
  public static let entryBytes = 16
  /// Bytes of the signature.
  public static let signatureBytes = 64
  /// The most entries: 50 a day for 20 years.
  public static let mostEntries = 365_000
  /// Bytes of the longest history.
  public static let mostBytes = headerBytes + mostEntries * entryBytes + signatureBytes
  /// The longest record, in seconds: 100 years.
  public static let longest: Int64 = 3_155_760_000
  static let countOffset = 12
  static let pseudonymOffset = 16
  static let firstOffset = 32
  static let endOffset = 40
  static let keyOffset = 96
}
