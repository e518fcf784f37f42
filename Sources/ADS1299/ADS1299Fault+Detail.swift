extension ADS1299Fault {
  /// The fault as a number, for the record: its kind in the highest byte, then whatever it carries, a byte each, from the lowest:
  /// a port and the system's error number (1), nothing (2, settings), chip and identity (3), chip, address, expected and
  /// found value (4), the chip select (5, no data; 6, broken frames), nothing (7, overrun).
  public var detail: UInt64 {
    switch self {
    case .port(let fault): Self.detail(1, fault.port.rawValue, UInt8(truncatingIfNeeded: fault.code))
    case .settings: Self.detail(2)
    case .identity(let chip, let found): Self.detail(3, chip, found)
    case .register(let chip, let address, let expected, let found):
      Self.detail(4, chip, address, expected, found)
    case .noData(let select): Self.detail(5, select)
    case .brokenFrames(let select): Self.detail(6, select)
    case .overrun: Self.detail(7)
    }
  }

  private static func detail(
    _ kind: UInt8, _ first: UInt8 = 0, _ second: UInt8 = 0, _ third: UInt8 = 0, _ fourth: UInt8 = 0
  ) -> UInt64 {
    UInt64(kind) << 56 | UInt64(first) | UInt64(second) << 8 | UInt64(third) << 16 | UInt64(fourth) << 24
  }
}
