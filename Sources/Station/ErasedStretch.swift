import Crypto
import EventLog
import Text
import Vocabulary

/// Records of a log that were erased, one behind the other in a segment: zeros stand in their place, but for the check
/// of the last one, which the next record follows.
///
/// What stands around them stays as good as it was. Seals behind them fit, since the chaining value of SHA-256 after
/// the first whole block behind them is kept: it tells nothing of what was hashed. What stands before them, and
/// between them and that block, no seal vouches for any more: a digest does, which whoever erased signed. A checkpoint
/// of the log fits, since hashes of the tree stand for the records.
public struct ErasedStretch: Equatable, Sendable {
  /// What stands for a segment's bytes before an offset.
  struct DigestBefore: Equatable, Sendable {
    var offset: Int
    var digest: Digest
  }

  /// Which erasure it is of, counted from 1.
  public internal(set) var erasure = 0
  /// The segment.
  public let segment: UInt32
  /// From the first record's first byte to behind the last one's last.
  public let offsets: Range<Int>
  /// The records' numbers.
  public let records: ClosedRange<UInt64>
  /// How many of them were clips.
  public let clips: UInt64
  /// How many began a session.
  public let sessions: Int
  /// How many were boots.
  public let boots: UInt64
  /// How many were seals.
  public let seals: UInt32
  /// SHA-256's chaining value where the first whole block behind the records begins.
  let chaining: Digest
  /// SHA-256 over the digest of the segment's bytes before the records, and the bytes from them to `bound`.
  let around: Digest
  /// What stands for all bytes before a seal, a closing record or a stretch that was erased earlier, the first that
  /// begins in front of that block; nil if none does.
  let known: DigestBefore?
  /// The tree's nodes that stand for the records, the largest that fit, in order.
  let nodes: [Digest]

  /// How many records there are.
  public var count: UInt64 { records.upperBound - records.lowerBound + 1 }

  /// Whether records that decide, or say what decided, are among them.
  var hasOthersThanClips: Bool { count > clips + UInt64(seals) }

  /// Where the bytes are zero: the last record's check stays.
  var zeros: Range<Int> { offsets.lowerBound..<(offsets.upperBound - RecordEnvelope.checkBytes) }

  /// Where the first whole block of SHA-256 behind the records begins.
  var resume: Int { Self.resume(behind: offsets.upperBound) }

  /// How far the bytes behind the records are bound by `around`; from there on by what begins there.
  var bound: Int { known?.offset ?? resume }

  static func resume(behind offset: Int) -> Int {
    (offset + SHA256Hasher.blockBytes - 1) / SHA256Hasher.blockBytes * SHA256Hasher.blockBytes
  }
}

extension ErasedStretch {
  /// Whether nothing is left of what was erased.
  func isBlank<Storage: SegmentStorage & ~Copyable>(
    in storage: inout Storage, using buffer: inout RecordBuffer
  ) throws(StorageFault) -> Bool {
    var offset = zeros.lowerBound
    while offset < zeros.upperBound {
      try buffer.read(
        min(zeros.upperBound - offset, RecordEnvelope.longestBytes), of: segment, at: offset, in: &storage)
      guard buffer.count > 0 else { return false }
      for index in 0..<buffer.count where buffer.storage[index] != 0 { return false }
      offset += buffer.count
    }
    return true
  }

  /// The stretch in the erasure's line.
  var json: JSONObject {
    var object = JSONObject()
    object.set("segment", segment)
    object.set("offset", offsets.lowerBound)
    object.set("end", offsets.upperBound)
    object.set("first_record", records.lowerBound)
    object.set("last_record", records.upperBound)
    object.set("clips", clips)
    object.set("sessions", sessions)
    object.set("boots", boots)
    object.set("seals", seals)
    object.set("chaining", chaining.hexadecimal)
    object.set("around", around.hexadecimal)
    object.set("known_offset", known?.offset)
    object.set("known_digest", known?.digest.hexadecimal)
    object.set("nodes", nodes.map(\.hexadecimal))
    return object
  }
}

extension ErasedStretch: Decodable {
  private enum CodingKeys: String, CodingKey {
    case segment, offset, end, clips, sessions, boots, seals, chaining, around, nodes
    case firstRecord = "first_record"
    case lastRecord = "last_record"
    case knownOffset = "known_offset"
    case knownDigest = "known_digest"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func digest(_ text: String) throws -> Digest {
      guard let bytes = Hexadecimal.bytes(text), bytes.count == 32 else {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no digest"))
      }
      var digest = Digest()
      for index in 0..<32 { digest.bytes[index] = bytes[index] }
      return digest
    }
    let (offset, end) = (try values.decode(Int.self, forKey: .offset), try values.decode(Int.self, forKey: .end))
    let first = try values.decode(UInt64.self, forKey: .firstRecord)
    let last = try values.decode(UInt64.self, forKey: .lastRecord)
    let knownOffset = try values.decodeIfPresent(Int.self, forKey: .knownOffset)
    let knownDigest = try values.decodeIfPresent(String.self, forKey: .knownDigest)
    segment = try values.decode(UInt32.self, forKey: .segment)
    clips = try values.decode(UInt64.self, forKey: .clips)
    sessions = try values.decode(Int.self, forKey: .sessions)
    boots = try values.decode(UInt64.self, forKey: .boots)
    seals = try values.decode(UInt32.self, forKey: .seals)
    // No record overlaps another, and none bears a number that cannot be.
    guard offset >= SegmentHeader.byteCount, offset < end, end <= ListedSegment.mostBytes, first > 0, first <= last,
      last < RecordEnvelope.sequenceLimit, end - offset >= RecordEnvelope.overheadBytes,
      last - first < UInt64((end - offset) / RecordEnvelope.overheadBytes),
      clips <= last - first + 1, UInt64(seals) <= last - first + 1,
      boots <= last - first + 1, sessions >= 0, UInt64(sessions) <= last - first + 1,
      knownOffset.map({ (end..<Self.resume(behind: end)).contains($0) }) ?? true
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no stretch"))
    }
    (offsets, records) = (offset..<end, first...last)
    chaining = try digest(values.decode(String.self, forKey: .chaining))
    around = try digest(values.decode(String.self, forKey: .around))
    known = try knownOffset.map { try DigestBefore(offset: $0, digest: digest(knownDigest ?? "")) }
    nodes = try values.decode([String].self, forKey: .nodes).map(digest)
  }
}
