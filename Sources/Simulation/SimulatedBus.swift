import ADS1299

/// The serial bus of a bench.
public struct SimulatedBus: SerialBus {
  let bench: SimulatedBench

  /// The serial clock's frequency.
  public var clockHertz: UInt32 { bench.clockHertz }

  /// Exchanges bytes with the chips behind a chip select.
  public mutating func transfer(
    select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
  ) throws(PortFault) {
    let answer = try bench.transfer(select: Int(select), transmit: transmit.indices.map { transmit[$0] })
    for (index, byte) in answer.enumerated() { receive[index] = byte }
  }
}
