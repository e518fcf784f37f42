/// CRC-32C (Castagnoli, reflected polynomial 0x82F63B78; RFC 3720, appendix B.4).
public struct CyclicRedundancyCheck: Sendable {
  private var state: UInt32

  /// Starts an empty message.
  public init() {
    state = .max
  }

  /// Adds one byte.
  public mutating func update(_ byte: UInt8) {
    state = Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8)
  }

  /// Adds `bytes`.
  public mutating func update(_ bytes: Span<UInt8>) {
    for index in bytes.indices { update(bytes[index]) }
  }

  /// The check of everything added.
  public var value: UInt32 { ~state }
}
