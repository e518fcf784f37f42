import Simulation
import Testing

@Suite("The log read by its description alone")
struct RawLogTests {
  private static let bytes = RawLog(records: [
    RawLog.Record(kind: 1, body: [1, 2, 3]), RawLog.Record(kind: 2, body: []), RawLog.Record(kind: 3, body: [4]),
  ]).bytes
  /// Where the second record begins.
  private static let second = 112 + 36 + 3

  @Test("All records, in place")
  func whole() {
    let records = RawLog.walk(Self.bytes)
    #expect(records.map(\.kind) == [1, 2, 3])
    #expect(records.map(\.sequence) == [1, 2, 3])
    #expect(records.map(\.place.lowerBound) == [112, Self.second, Self.second + 36])
  }

  /// Lengths of damaged records: shorter than any, and beyond the end of the bytes.
  @Test("A length that no record can have ends the walk", arguments: [0, 1, 35, 16_384, 0xFFFF_FFFF] as [UInt32])
  func damagedLength(_ length: UInt32) {
    var bytes = Self.bytes
    bytes.replaceSubrange(Self.second..<(Self.second + 4), with: RawLog.little(length))
    #expect(RawLog.walk(bytes).map(\.kind) == [1])
  }

  @Test("Bytes without room for a record hold none", arguments: [0, 112, 147])
  func short(_ count: Int) {
    #expect(RawLog.walk(Array(Self.bytes.prefix(count))).isEmpty)
  }
}
