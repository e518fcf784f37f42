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

  /// Adds `bytes`: on the host eight at a time; on a board, where the tables for that have no room, one.
  public mutating func update(_ bytes: Span<UInt8>) {
    var index = 0
    #if !hasFeature(Embedded)
      let table = Self.slices
      let slices = table.span
      while let low = try? bytes.littleEndian(UInt32.self, at: index),
        let high = try? bytes.littleEndian(UInt32.self, at: index + 4)
      {
        state = Self.advanced(state ^ low, high, slices)
        index += 8
      }
    #endif
    while index < bytes.count {
      update(bytes[index])
      index += 1
    }
  }

  /// The check of everything added.
  public var value: UInt32 { ~state }
}
