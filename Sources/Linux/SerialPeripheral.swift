#if hasFeature(Embedded)
  import Vocabulary
  import ADS1299
  import Bundle
  import CLinux

  /// One or two devices of the kernel's `spidev`, one for each chip select.
  public struct SerialPeripheral: SerialBus, ~Copyable {
    /// The clock that the transfers are made with, in hertz.
    public let clockHertz: UInt32
    private let first: FileDescriptor
    private let second: FileDescriptor
    /// The second chip's select where it is a line of its own.
    private let secondSelect: OutputLine?

    /// Opens and sets up a board's devices.
    ///
    /// - Parameter board: The board.
    /// - Throws: `SystemFault`.
    public init(_ board: borrowing BoardSection) throws(SystemFault) {
      let first = try Self.open(board.spiDevice, board)
      // On a board of one chip both are the first's.
      let second = try Self.open(board.secondSPIDevice.isEmpty ? board.spiDevice : board.secondSPIDevice, board)
      let secondSelect = try Self.output(board.line(.chipSelect2))
      clockHertz = board.spiHertz
      self.first = first
      self.second = second
      self.secondSelect = secondSelect
    }

    private static func open(_ path: KernelName, _ board: borrowing BoardSection) throws(SystemFault) -> FileDescriptor
    {
      let device = try FileDescriptor(openingDevice: path.bytes.span)
      guard linux_spi_configure(device.number, board.spiMode, board.spiHertz) == 0 else {
        throw SystemFault(.configureBus, path, code: linux_error())
      }
      return device
    }

    private static func output(_ line: Line?) throws(SystemFault) -> OutputLine? {
      guard let line else { return nil }
      return try OutputLine(line, isActive: false)
    }

    /// Exchanges bytes with a chip in one transfer.
    public mutating func transfer(
      select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
    ) throws(PortFault) {
      guard select == 1 else { return try exchange(first.number, transmit, &receive) }
      try set(isSelected: true)
      do throws(PortFault) { try exchange(second.number, transmit, &receive) } catch {
        try set(isSelected: false)
        throw error
      }
      try set(isSelected: false)
    }

    private func set(isSelected: Bool) throws(PortFault) {
      guard let code = secondSelect?.set(isActive: isSelected), code != 0 else { return }
      throw PortFault(port: .pins, code: code)
    }

    private func exchange(
      _ device: Int32, _ transmit: Span<UInt8>, _ receive: inout MutableSpan<UInt8>
    ) throws(PortFault) {
      precondition(receive.count >= transmit.count)
      let hertz = clockHertz
      let count = UInt32(transmit.count)
      // The kernel reads and writes `count` bytes of the spans, during the call.
      let result = unsafe transmit.withUnsafeBytes { sent in
        unsafe receive.withUnsafeMutableBytes { received in
          unsafe linux_spi_transfer(device, sent.baseAddress, received.baseAddress, count, hertz)
        }
      }
      guard result == 0 else { throw PortFault(port: .bus, code: linux_error()) }
    }
  }
#endif
