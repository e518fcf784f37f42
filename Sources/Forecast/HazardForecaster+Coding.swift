import Vocabulary

/// The state as bytes: 16,384, little-endian, a CRC-32C of all before it at the end, room kept for what later versions
/// add.
///
/// A store keeps two copies and writes them in turn, each with a higher count: whatever byte a cut falls on, one of
/// them is whole (`ForecastStatePair`).
extension HazardForecaster {
  /// How long the state is.
  public static let stateBytes = 16_384
  private static let magic: UInt32 = 0x4643_4B50
  private static let version: UInt32 = 2
  /// Where the checksum stands.
  static let checksumOffset = stateBytes - 4

  /// Appends the state between two hours.
  ///
  /// - Parameters:
  ///   - sink: Takes `stateBytes` bytes.
  ///   - person: Whose it is.
  ///   - count: How often it was stored before.
  /// - Precondition: No work is left.
  public func encode(into sink: inout some ByteSink & ~Copyable, person: UInt64, count: UInt64) {
    precondition(!isWorking)
    var writer = Writer()
    writer.put(UInt64(Self.magic) | UInt64(Self.version) << 32, into: &sink)
    writer.put(person, into: &sink)
    writer.put(count, into: &sink)
    var copy = self
    copy.visitFields { (value: inout Int64) in writer.put(UInt64(bitPattern: value), into: &sink) }
    while writer.written < Self.checksumOffset - 4 { writer.put(0, into: &sink) }
    for _ in 0..<4 {
      writer.check.update(0)
      sink.append(0)
    }
    sink.append(littleEndian: writer.check.value)
  }

  /// Counts and checks what is written.
  private struct Writer {
    var check = CyclicRedundancyCheck()
    var written = 0

    mutating func put(_ value: UInt64, into sink: inout some ByteSink & ~Copyable) {
      for index in 0..<8 {
        let byte = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
        check.update(byte)
        sink.append(byte)
      }
      written += 8
    }
  }

  /// Reads a state back.
  ///
  /// - Parameters:
  ///   - bytes: The stored bytes.
  ///   - person: Whose it has to be.
  /// - Returns: The forecaster between two hours, and how often it was stored before.
  /// - Throws: `ForecastStateFault`.
  public static func decode(
    _ bytes: Span<UInt8>, person: UInt64
  ) throws(ForecastStateFault) -> (forecaster: HazardForecaster, count: UInt64) {
    var forecaster = HazardForecaster(firstHour: 0)
    let count = try forecaster.restore(bytes, person: person)
    return (forecaster, count)
  }

  /// Reads a state back in place: a forecaster is some ten thousand bytes, and each copy costs code.
  ///
  /// - Parameters:
  ///   - bytes: The stored bytes.
  ///   - person: Whose it has to be.
  /// - Returns: How often it was stored before.
  /// - Throws: `ForecastStateFault`; the forecaster then means nothing.
  @inline(never)
  public mutating func restore(_ bytes: Span<UInt8>, person: UInt64) throws(ForecastStateFault) -> UInt64 {
    let stateBytes = Self.stateBytes
    let checksumOffset = Self.checksumOffset
    guard bytes.count == stateBytes else { throw .size(found: bytes.count, expected: stateBytes) }
    let magic = bytes.number(UInt64.self, at: 0)
    guard UInt32(truncatingIfNeeded: magic) == Self.magic else {
      throw .magic(found: UInt32(truncatingIfNeeded: magic))
    }
    var check = CyclicRedundancyCheck()
    check.update(bytes.extracting(0..<checksumOffset))
    let found = UInt32(bytes.number(UInt64.self, at: checksumOffset - 4) >> 32)
    guard found == check.value else { throw .checksum(found: found, expected: check.value) }
    guard UInt32(magic >> 32) == Self.version else { throw .version(found: UInt32(magic >> 32)) }
    guard bytes.number(UInt64.self, at: 8) == person else { throw .person(found: bytes.number(UInt64.self, at: 8)) }
    var offset = 24
    visitFields { (value: inout Int64) in
      value = Int64(bitPattern: bytes.number(UInt64.self, at: offset))
      offset += 8
    }
    phase = .open
    guard isSound else { throw .value(found: hour) }
    return bytes.number(UInt64.self, at: 16)
  }
}
