import Crypto
import Recordings

/// Sums up a signal's samples as they are read.
struct SampleSum {
  /// Samples outside the declared digital range.
  var outside = 0
  private let header: SignalHeader
  private var count = 0
  private var sum: Int64 = 0
  private var smallest = Int32.max
  private var largest = Int32.min
  private var hasher = SHA256Hasher()

  /// Starts without samples.
  init(_ header: SignalHeader) {
    self.header = header
  }

  /// Adds samples.
  mutating func add(_ codes: Span<Int32>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * codes.count)
    for index in codes.indices {
      let code = codes[index]
      sum += Int64(code)
      smallest = min(smallest, code)
      largest = max(largest, code)
      for place: Int32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: code >> place)) }
    }
    count += codes.count
    hasher.update(bytes.span)
  }

  /// The result.
  func finished() -> RecordingFacts.Samples {
    var finishing = hasher
    let digest = finishing.finish()
    let values = [physical(Double(smallest)), physical(Double(largest))].compactMap(\.self)
    return RecordingFacts.Samples(
      count: count, outside: outside, physical_minimum: values.min(),
      physical_mean: physical(Double(sum) / Double(count)), physical_maximum: values.max(),
      sha256: (0..<32).map { hexadecimal(digest.bytes[$0]) }.joined())
  }

  private func physical(_ code: Double) -> Double? {
    header.gain.map { header.physicalMinimum.value + (code - Double(header.digitalMinimum)) * $0.value }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
