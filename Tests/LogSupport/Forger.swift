import Crypto
import EventLog
import Vocabulary

/// Someone who can write a log as they like and makes every check fit that needs no secret: CRCs, sequence, counts,
/// digests, chain. Writes the format from its description and shares no code with what is to find it out, but for the
/// hash.
public struct Forger {
  /// A record without its place.
  public struct Record: Equatable {
    /// What it holds.
    public var kind: UInt8
    /// What the wall clock is worth.
    public var wallState: UInt8
    /// The clocks' bytes.
    public var clocks: [UInt8]
    /// Its body.
    public var body: [UInt8]

    /// Creates a record.
    public init(kind: UInt8, wallState: UInt8, clocks: [UInt8], body: [UInt8]) {
      self.kind = kind
      self.wallState = wallState
      self.clocks = clocks
      self.body = body
    }
  }

  /// A segment.
  public struct Segment {
    /// The header's bytes.
    public var header: [UInt8]
    /// Its records.
    public var records: [Record]
  }

  /// The segments in order.
  public var segments: [Segment]
  /// The key that the forger found on the board, and from which record on seals are made with it.
  public var key: SealState?
  /// Whether seals made with that key say their place's epoch or the key's.
  public var keepsEpochs = true
  private let segmentBytes: Int

  /// Takes a log apart.
  public init(_ segments: [UInt32: [UInt8]]) {
    segmentBytes = segments.values.map(\.count).max() ?? 0
    self.segments = segments.sorted { $0.key < $1.key }.map { _, bytes in
      Segment(
        header: Array(bytes[..<112]),
        records: RawLog.walk(bytes).map { record in
          let start = record.place.lowerBound
          return Record(
            kind: record.kind, wallState: bytes[start + 5], clocks: Array(bytes[(start + 16)..<(start + 32)]),
            body: Array(bytes[(start + 32)..<(record.place.upperBound - 4)]))
        })
    }
  }

  /// Where each record is: its segment's index and its own, in order.
  public var places: [(segment: Int, record: Int)] {
    segments.indices.flatMap { segment in segments[segment].records.indices.map { (segment, $0) } }
  }

  /// The log, with every check that needs no secret made anew.
  ///
  /// - Parameter first: The first record, by its place in the whole log, whose seals are made with `key`; nil: none.
  public func bytes(resealingFrom first: Int? = nil) -> [UInt32: [UInt8]] {
    var result: [UInt32: [UInt8]] = [:]
    var sequence: UInt64 = 1
    var boots: UInt64 = 0
    var previousDigest = [UInt8](repeating: 0, count: 32)
    var index = 0
    var state = key
    for (number, segment) in segments.enumerated() {
      var bytes = Array(segment.header[..<8]) + segment.header[8..<12] + RawLog.little(UInt32(number + 1))
      bytes += segment.header[16..<24] + RawLog.little(boots) + RawLog.little(sequence) + previousDigest
      let isForged = first.map { index >= $0 } ?? false
      if isForged, let state, segment.header[72..<76] != [0, 0, 0, 0] {
        bytes += keepsEpochs ? Array(segment.header[72..<76]) : RawLog.little(state.epoch)
        bytes += Self.bytes(of: state.headerTag(over: bytes.span, SHA256Hasher.self))
      } else {
        bytes += segment.header[72..<108]
      }
      var check = RawLog.check(bytes)
      bytes += RawLog.little(check)
      var count: UInt32 = 0
      for var record in segment.records {
        let digest = Self.digest(of: bytes)
        if record.kind == 11 {
          previousDigest = digest
          record.body.replaceSubrange(1..<5, with: RawLog.little(count))
          record.body.replaceSubrange(5..<37, with: digest)
        }
        var part = RawLog.little(UInt32(36 + record.body.count)) + [record.kind, record.wallState, 0, 0]
        part += RawLog.little(sequence) + record.clocks
        let tagOffset = record.kind == 16 ? 5 : record.kind == 11 && record.body.count == 73 ? 41 : 0
        if tagOffset > 0, let first, index >= first, let made = state {
          if !keepsEpochs { record.body.replaceSubrange((tagOffset - 4)..<tagOffset, with: RawLog.little(made.epoch)) }
          var whole = Digest()
          for place in 0..<32 { whole.bytes[place] = digest[place] }
          let before = part + record.body[..<tagOffset]
          let tag = made.tag(over: whole, before.span, SHA256Hasher.self)
          record.body.replaceSubrange(tagOffset..., with: Self.bytes(of: tag))
          if !keepsEpochs { state = made.next(SHA256Hasher.self) }
        }
        part += record.body
        check = RawLog.check(RawLog.little(check) + part)
        bytes += part + RawLog.little(check)
        if record.kind == 1 { boots += 1 }
        sequence += 1
        index += 1
        count += 1
      }
      result[UInt32(number + 1)] = bytes + [UInt8](repeating: 0, count: max(0, segmentBytes - bytes.count))
    }
    return result
  }

  private static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    return Self.bytes(of: hasher.finish())
  }

  private static func bytes(of digest: Digest) -> [UInt8] { (0..<32).map { digest.bytes[$0] } }
}
