import EventLog

/// What a CRC-32C becomes when bytes follow: the CRC of two stretches is that of the first, advanced by the second's
/// length, xor that of the second. As in zlib's `crc32_combine`: a multiplication by a power of x modulo the
/// polynomial.
enum CheckShift {
  /// The Castagnoli polynomial, bits reversed.
  private static let polynomial: UInt32 = 0x82F6_3B78
  /// x to the power of eight times the index, modulo the polynomial; bits reversed.
  private static let powers: [UInt32] = {
    var powers: [UInt32] = [1 << 31]
    for _ in 0..<RecordEnvelope.longestBytes {
      powers.append((0..<8).reduce(powers[powers.count - 1]) { power, _ in timesX(power) })
    }
    return powers
  }()

  /// Advances a CRC.
  ///
  /// - Parameters:
  ///   - check: The CRC of some bytes.
  ///   - byteCount: How many bytes follow, at most those of the longest record.
  /// - Returns: The product.
  static func advance(_ check: UInt32, by byteCount: Int) -> UInt32 {
    var (product, term, rest) = (UInt32(0), check, powers[byteCount])
    while rest != 0 {
      if rest & 1 << 31 != 0 { product ^= term }
      rest <<= 1
      term = timesX(term)
    }
    return product
  }

  private static func timesX(_ value: UInt32) -> UInt32 { value & 1 != 0 ? value >> 1 ^ polynomial : value >> 1 }
}
