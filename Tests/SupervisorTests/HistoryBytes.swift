import Crypto
import Forecast
import Vocabulary

/// A history's bytes, written here by the layout's table, signed or not.
struct HistoryBytes {
  var pseudonym: InlineArray<16, UInt8>
  /// Seconds since 1970.
  var first: Int64
  var end: Int64
  /// Diary's events, by their seconds.
  var events: [Int64]

  /// The bytes.
  func bytes(signedBy key: SigningKey? = nil) -> [UInt8] {
    var bytes = Array("PRDHIST1".utf8)
    func put(_ value: Int64, _ width: Int) {
      for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> Int64(8 * index))) }
    }
    put(1, 4)
    put(Int64(events.count), 4)
    for index in 0..<16 { bytes.append(pseudonym[index]) }
    put(first, 8)
    put(end, 8)
    bytes += [UInt8](repeating: 0, count: 48)
    for index in 0..<32 { bytes.append(key?.publicKey.bytes[index] ?? 0) }
    for event in events {
      put(event, 8)
      put(2 | 256 << 16, 8)
    }
    let signature = key?.signature(over: bytes.span)
    for index in 0..<64 { bytes.append(signature?.bytes[index] ?? 0) }
    return bytes
  }
}
