/// A port for the serial interface: SPI mode 1, most significant bit first, 8-bit words.
public protocol SerialBus: ~Copyable {
  /// The serial clock's frequency.
  var clockHertz: UInt32 { get }

  /// Exchanges bytes while one chip select is held low, and releases it afterwards.
  ///
  /// - Parameters:
  ///   - select: Number of the chip select, from 0.
  ///   - transmit: What is sent.
  ///   - receive: Takes as many bytes as are sent, from its start; at least as long as `transmit`.
  /// - Throws: `PortFault` if the bytes were not exchanged.
  mutating func transfer(
    select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
  ) throws(PortFault)
}
