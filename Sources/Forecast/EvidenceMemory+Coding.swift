import Vocabulary

/// The memory as bytes, little-endian: version u64, source u64, then its fields i64 each, zeros to the end.
extension EvidenceMemory {
  /// How long it is.
  public static let stateBytes = 3_056
  private static let version: UInt64 = 1

  /// Appends the memory.
  ///
  /// - Parameters:
  ///   - sink: Takes `stateBytes` bytes.
  ///   - source: The number of the model that it was learned with.
  public func encode(into sink: inout some ByteSink & ~Copyable, source: UInt64) {
    sink.append(littleEndian: Self.version)
    sink.append(littleEndian: source)
    var written = 16
    var copy = self
    copy.visitFields { (value: inout Int64) in
      sink.append(littleEndian: value)
      written += 8
    }
    while written < Self.stateBytes {
      sink.append(littleEndian: 0 as Int64)
      written += 8
    }
  }

  /// Reads a memory back in place.
  ///
  /// - Parameters:
  ///   - bytes: What was stored, whole: its check is the store's.
  ///   - source: The number of the model that runs.
  /// - Returns: Whether it was learned with that model; else, as where a fault is thrown, this memory means nothing.
  /// - Throws: `ForecastStateFault`.
  @inline(never)
  public mutating func restore(_ bytes: Span<UInt8>, source: UInt64) throws(ForecastStateFault) -> Bool {
    guard bytes.count == Self.stateBytes else { throw .size(found: bytes.count, expected: Self.stateBytes) }
    let version = Self.number(bytes, at: 0)
    guard version == Self.version else { throw .version(found: UInt32(clamping: version)) }
    guard Self.number(bytes, at: 8) == source else { return false }
    var offset = 16
    visitFields { (value: inout Int64) in
      value = Int64(bitPattern: Self.number(bytes, at: offset))
      offset += 8
    }
    guard isSound else { throw .value(found: hour) }
    return true
  }

  private static func number(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    do throws(ByteRangeFault) { return try bytes.littleEndian(UInt64.self, at: offset) } catch { return 0 }
  }

  /// Whether every field is within what sixty years can bring.
  private var isSound: Bool { hour >= 0 && hour < 1 << 32 && baseline.isSound && forecaster.isSound }

  private mutating func visitFields(_ visit: (inout Int64) -> Void) {
    visit(&hour)
    baseline.visitFields(visit)
    forecaster.visitFields(visit)
  }
}
