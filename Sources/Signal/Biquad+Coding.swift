import Vocabulary

extension ByteCursor where Fault == SignalFault {
  /// The next filter section.
  mutating func nextBiquad(in bytes: Span<UInt8>) throws(SignalFault) -> Biquad {
    let b0 = try next(Int32.self, in: bytes)
    let b1 = try next(Int32.self, in: bytes)
    let b2 = try next(Int32.self, in: bytes)
    let a1 = try next(Int32.self, in: bytes)
    let a2 = try next(Int32.self, in: bytes)
    return Biquad(b0: b0, b1: b1, b2: b2, a1: a1, a2: a2)
  }
}

extension ByteSink where Self: ~Copyable {
  /// Appends a section's coefficients.
  mutating func append(_ section: Biquad) {
    append(littleEndian: section.b0)
    append(littleEndian: section.b1)
    append(littleEndian: section.b2)
    append(littleEndian: section.a1)
    append(littleEndian: section.a2)
  }
}
