import Vocabulary

/// The first bytes of a segment.
///
/// 112 bytes, little-endian: magic 8 bytes, format version u16, header bytes u16, segment number u32, segment bytes
/// u32, segment limit u32, boots before u64, first sequence u64, digest of the previous segment 32 bytes, key epoch
/// u32, authentication tag 32 bytes (`SealState.headerTag` over all bytes before it), CRC-32C of all that u32. Without
/// a key, epoch and tag are zeros: anyone who can write such a log can also make its checks and digests fit.
public struct SegmentHeader: Equatable, Sendable {
  /// Bytes of a header.
  public static let byteCount = 112
  /// The highest number of a segment: eight digits, as in the names of files.
  public static let highestNumber: UInt32 = 99_999_999
  /// Bytes of the header before the authentication tag.
  public static let tagOffset = 76
  /// The format that this program writes and reads.
  public static let formatVersion: UInt16 = 1
  /// Begins every segment; a carriage return, a line feed and a byte above 127 show transfers that are not byte for
  /// byte.
  static let magic: InlineArray<8, UInt8> = [0x89, 0x50, 0x4C, 0x4F, 0x47, 0x0D, 0x0A, 0x1A]

  /// Number of the segment since the log was begun, from 1.
  public var number: UInt32
  /// Bytes of the whole segment, used or not.
  public var segmentBytes: UInt32
  /// Segments the log may have; when a new one would exceed it, the oldest is dropped.
  public var segmentLimit: UInt32
  /// Boot records before this segment.
  public var bootsBefore: UInt64
  /// Sequence of the segment's first record.
  public var firstSequence: UInt64
  /// The digest that the previous segment's closing record holds; zeros for the first segment and after a damaged one.
  public var previousDigest: Digest
  /// The epoch of the segment's first seal; 0: it has none.
  public var keyEpoch: UInt32
  /// The authentication tag; zeros: none.
  public var authenticationTag: Digest

  /// Creates the header of a segment that is not sealed.
  public init(
    number: UInt32, segmentBytes: UInt32, segmentLimit: UInt32, bootsBefore: UInt64, firstSequence: UInt64,
    previousDigest: Digest
  ) {
    self.number = number
    self.segmentBytes = segmentBytes
    self.segmentLimit = segmentLimit
    self.bootsBefore = bootsBefore
    self.firstSequence = firstSequence
    self.previousDigest = previousDigest
    keyEpoch = 0
    authenticationTag = Digest()
  }

  /// Whether the segment says that it is sealed.
  public var isSealed: Bool { keyEpoch != 0 || authenticationTag != Digest() }

  /// Fills `buffer` with the header.
  ///
  /// - Returns: Its check, which the first record continues.
  func encode(into buffer: inout RecordBuffer) -> UInt32 {
    buffer.removeAll()
    buffer.append(contentsOf: Self.magic.span)
    buffer.append(littleEndian: Self.formatVersion)
    buffer.append(littleEndian: UInt16(Self.byteCount))
    buffer.append(littleEndian: number)
    buffer.append(littleEndian: segmentBytes)
    buffer.append(littleEndian: segmentLimit)
    buffer.append(littleEndian: bootsBefore)
    buffer.append(littleEndian: firstSequence)
    buffer.append(contentsOf: previousDigest.bytes.span)
    buffer.append(littleEndian: keyEpoch)
    buffer.append(contentsOf: authenticationTag.bytes.span)
    var check = CyclicRedundancyCheck()
    check.update(buffer.storage.span.extracting(0..<buffer.count))
    buffer.append(littleEndian: check.value)
    return check.value
  }

  /// Reads a header; any bytes may be given.
  ///
  /// - Parameter bytes: The segment's first bytes.
  /// - Throws: `SegmentHeaderFault` if they are not a header.
  public init(decoding bytes: Span<UInt8>) throws(SegmentHeaderFault) {
    guard bytes.count >= Self.byteCount else { throw .cut(needed: Self.byteCount, available: bytes.count) }
    for index in 0..<8 where bytes[index] != Self.magic[index] { throw .magic }
    var reader = ByteCursor<SegmentHeaderFault>(at: 8)
    let version = try reader.next(UInt16.self, in: bytes)
    guard version == Self.formatVersion else { throw .version(found: version) }
    let byteCount = try reader.next(UInt16.self, in: bytes)
    number = try reader.next(UInt32.self, in: bytes)
    segmentBytes = try reader.next(UInt32.self, in: bytes)
    segmentLimit = try reader.next(UInt32.self, in: bytes)
    bootsBefore = try reader.next(UInt64.self, in: bytes)
    firstSequence = try reader.next(UInt64.self, in: bytes)
    previousDigest = try reader.nextDigest(in: bytes)
    keyEpoch = try reader.next(UInt32.self, in: bytes)
    authenticationTag = try reader.nextDigest(in: bytes)
    var check = CyclicRedundancyCheck()
    check.update(bytes.extracting(0..<reader.offset))
    let stored = try reader.next(UInt32.self, in: bytes)
    guard stored == check.value else { throw .check(stored: stored, computed: check.value) }
    guard byteCount == Self.byteCount else { throw .headerBytes(found: byteCount) }
    guard segmentBytes >= LogPolicy.leastSegmentBytes, segmentBytes <= LogPolicy.mostSegmentBytes else {
      throw .segmentBytes(found: segmentBytes)
    }
    guard number > 0 && number <= Self.highestNumber else { throw .number(found: number) }
    let limit = RecordEnvelope.sequenceLimit
    guard bootsBefore < limit, firstSequence > 0, firstSequence < limit else {
      throw .counter(found: max(bootsBefore, firstSequence))
    }
  }
}
