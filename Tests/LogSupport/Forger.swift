import Crypto
import EventLog
import Simulation
import Vocabulary

/// Someone who can write a log as they like and makes every check fit that needs no secret: CRCs, sequence, counts,
/// digests, chain. Writes the format from its description and shares no code with what is to find it out, but for
/// hash and CRC.
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
  /// - Parameters:
  ///   - first: The first record, by its place in the whole log, whose seals are made with `key`; nil: none.
  ///   - middle: The segment's index that matters: only it and its neighbours are made; nil: all are.
  /// - Returns: The segments.
  public func bytes(resealingFrom first: Int? = nil, around middle: Int? = nil) -> [UInt32: [UInt8]] {
    let last = segments.count - 1
    let range = middle.map { max(0, $0 - 1)...min(last, $0 + 1) } ?? 0...last
    let start = segments[range.lowerBound].header
    var place = Place(
      number: middle == nil ? 1 : UInt32(range.lowerBound + 1), sequence: Self.number(start, 32),
      boots: Self.number(start, 24), digest: Array(start[40..<72]),
      index: segments[..<range.lowerBound].reduce(0) { $0 + $1.records.count }, state: key)
    if middle == nil { (place.sequence, place.boots, place.digest) = (1, 0, [UInt8](repeating: 0, count: 32)) }
    var result: [UInt32: [UInt8]] = [:]
    for index in range {
      let number = place.number
      result[number] = bytes(of: segments[index], resealingFrom: first ?? .max, &place)
    }
    return result
  }

  /// What a segment follows from.
  private struct Place {
    var number: UInt32
    var sequence: UInt64
    var boots: UInt64
    var digest: [UInt8]
    var index: Int
    var state: SealState?
  }

  private func bytes(of segment: Segment, resealingFrom first: Int, _ place: inout Place) -> [UInt8] {
    var bytes = Array(segment.header[..<12]) + RawLog.little(place.number) + segment.header[16..<24]
    bytes += RawLog.little(place.boots) + RawLog.little(place.sequence) + place.digest
    if place.index >= first, let state = place.state, segment.header[72..<76] != [0, 0, 0, 0] {
      bytes += keepsEpochs ? Array(segment.header[72..<76]) : RawLog.little(state.epoch)
      bytes += Self.bytes(of: state.headerTag(over: bytes.span, SHA256Hasher.self))
    } else {
      bytes += segment.header[72..<108]
    }
    var check = Self.check(bytes)
    bytes += RawLog.little(check)
    for (count, record) in segment.records.enumerated() {
      let part = part(of: record, count, in: bytes, resealingFrom: first, &place)
      check = Self.check(RawLog.little(check) + part)
      bytes += part + RawLog.little(check)
      if record.kind == 1 { place.boots += 1 }
      place.sequence += 1
      place.index += 1
    }
    place.number += 1
    return bytes + [UInt8](repeating: 0, count: max(0, segmentBytes - bytes.count))
  }

  /// A record's bytes before its check.
  private func part(
    of record: Record, _ count: Int, in bytes: [UInt8], resealingFrom first: Int, _ place: inout Place
  ) -> [UInt8] {
    var body = record.body
    let heading =
      RawLog.little(UInt32(36 + body.count)) + [record.kind, record.wallState, 0, 0] + RawLog.little(place.sequence)
      + record.clocks
    guard record.kind == 11 || record.kind == 16 else { return heading + body }
    let digest = Self.digest(of: bytes)
    if record.kind == 11 {
      place.digest = Self.bytes(of: digest)
      body.replaceSubrange(1..<5, with: RawLog.little(UInt32(count)))
      body.replaceSubrange(5..<37, with: place.digest)
    }
    let tagOffset = record.kind == 16 ? 5 : body.count == 73 ? 41 : 0
    if tagOffset > 0, place.index >= first, let made = place.state {
      if !keepsEpochs { body.replaceSubrange((tagOffset - 4)..<tagOffset, with: RawLog.little(made.epoch)) }
      let before = heading + body[..<tagOffset]
      let tag = made.tag(over: digest, before.span, SHA256Hasher.self)
      body.replaceSubrange(tagOffset..., with: Self.bytes(of: tag))
      if !keepsEpochs { place.state = made.next(SHA256Hasher.self) }
    }
    return heading + body
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
  }

  private static func check(_ bytes: [UInt8]) -> UInt32 {
    var check = CyclicRedundancyCheck()
    check.update(bytes.span)
    return check.value
  }

  private static func digest(of bytes: [UInt8]) -> Digest {
    var hasher = SHA256Hasher()
    hasher.update(bytes.span)
    return hasher.finish()
  }

  private static func bytes(of digest: Digest) -> [UInt8] { (0..<32).map { digest.bytes[$0] } }
}
