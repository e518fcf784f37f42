/// A segment put together byte by byte from the format's description, with right CRCs around any contents; shares no
/// code with what it is used to judge.
public struct RawLog {
  /// A record before it has a place.
  public struct Record {
    /// What it holds.
    public var kind: UInt8
    /// Its body.
    public var body: [UInt8]
    /// What the wall clock is worth.
    public var wallState: UInt8 = 2
    /// Its number; one more than the one before if left out.
    public var sequence: UInt64?
    /// The monotonic clock.
    public var monotonic: UInt64 = 1_000_000_000
    /// The wall clock.
    public var wall: Int64 = 1_750_000_000_000_000_000

    /// Creates a record.
    public init(kind: UInt8, body: [UInt8]) {
      self.kind = kind
      self.body = body
    }
  }

  /// The segment's number.
  public var number: UInt32 = 1
  /// Its length.
  public var segmentBytes: UInt32 = 16_384
  /// How many there may be.
  public var segmentLimit: UInt32 = 8
  /// Boots before it.
  public var bootsBefore: UInt64 = 0
  /// The first record's number.
  public var firstSequence: UInt64 = 1
  /// The key's epoch.
  public var keyEpoch: UInt32 = 0
  /// What it holds.
  public var records: [Record] = []

  /// Creates a segment.
  public init(number: UInt32 = 1, segmentBytes: UInt32 = 16_384, records: [Record] = []) {
    self.number = number
    self.segmentBytes = segmentBytes
    self.records = records
  }

  /// All bytes of the segment.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = [0x89, 0x50, 0x4C, 0x4F, 0x47, 0x0D, 0x0A, 0x1A]
    bytes += Self.little(UInt16(1)) + Self.little(UInt16(112)) + Self.little(number) + Self.little(segmentBytes)
    bytes += Self.little(segmentLimit) + Self.little(bootsBefore) + Self.little(firstSequence)
    bytes += [UInt8](repeating: 0, count: 32) + Self.little(keyEpoch) + [UInt8](repeating: 0, count: 32)
    var check = Self.check(bytes)
    bytes += Self.little(check)
    var sequence = firstSequence
    for record in records {
      var part = Self.little(UInt32(36 + record.body.count)) + [record.kind, record.wallState, 0, 0]
      part += Self.little(record.sequence ?? sequence) + Self.little(record.monotonic) + Self.little(record.wall)
      part += record.body
      check = Self.check(Self.little(check) + part)
      bytes += part + Self.little(check)
      sequence = (record.sequence ?? sequence) &+ 1
    }
    return bytes + [UInt8](repeating: 0, count: max(0, min(1 << 16, Int(segmentBytes)) - bytes.count))
  }

  /// A whole number's bytes, the lowest first.
  public static func little<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> Value(8 * $0)) }
  }

  /// CRC-32C, bit by bit.
  public static func check(_ bytes: [UInt8]) -> UInt32 {
    var check = UInt32.max
    for byte in bytes {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0x82F6_3B78 : check >> 1 }
    }
    return ~check
  }

  /// The records in a segment's bytes, by walking their lengths from the header on: kind, sequence and place. Ends at
  /// the first length that no record in these bytes can have.
  public static func walk(_ bytes: [UInt8]) -> [(kind: UInt8, sequence: UInt64, place: Range<Int>)] {
    func number(_ at: Int, _ width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    }
    var records: [(kind: UInt8, sequence: UInt64, place: Range<Int>)] = []
    var offset = 112
    while offset + 36 <= bytes.count {
      let end = offset + Int(number(offset, 4))
      guard end >= offset + 36, end <= bytes.count else { break }
      records.append((bytes[offset + 4], number(offset + 8, 8), offset..<end))
      offset = end
    }
    return records
  }
}
