/// A record's body read by its description alone; shares no code with what it is used to judge.
struct RawBody {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A little-endian number; nil beyond the end.
  func number(at offset: Int, bytes count: Int) -> UInt64? {
    guard offset + count <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    return value
  }

  /// A signed one of eight or four bytes.
  func signed(at offset: Int, bytes count: Int) -> Int64? {
    guard let value = number(at: offset, bytes: count) else { return nil }
    return count == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}
