import ADS1299
import Bundle
import CLinux

/// One or two devices of the kernel's `spidev`, one for each chip select.
public struct SerialPeripheral: SerialBus, ~Copyable {
  /// The clock that the transfers are made with, in hertz.
  public let clockHertz: UInt32
  private let first: FileDescriptor
  private let second: FileDescriptor

  /// Opens and sets up the devices.
  ///
  /// - Parameters:
  ///   - firstPath: Path of the device of chip select 0, ending in zero.
  ///   - secondPath: That of chip select 1, or nothing.
  ///   - mode: The SPI mode.
  ///   - hertz: The clock.
  /// - Throws: `SystemFault`.
  public init(
    firstPath: Span<UInt8>, secondPath: Span<UInt8>, mode: UInt8, hertz: UInt32
  ) throws(SystemFault) {
    let first = try Self.open(firstPath, mode: mode, hertz: hertz)
    // A board of one chip gives the path of none; then both are the first.
    let second = try Self.open(secondPath.isEmpty ? firstPath : secondPath, mode: mode, hertz: hertz)
    clockHertz = hertz
    self.first = first
    self.second = second
  }

  /// Opens and sets up a board's devices.
  ///
  /// - Parameter board: The board.
  /// - Throws: `SystemFault`.
  public init(_ board: borrowing BoardSection) throws(SystemFault) {
    let second = board.secondSPIDevice
    try self.init(
      firstPath: board.spiDevice.bytes.span, secondPath: second.bytes.span.extracting(first: second.isEmpty ? 0 : 32),
      mode: board.spiMode, hertz: board.spiHertz)
  }

  private static func open(_ path: Span<UInt8>, mode: UInt8, hertz: UInt32) throws(SystemFault) -> FileDescriptor {
    let device = try FileDescriptor(openingDevice: path)
    guard linux_spi_configure(device.number, mode, hertz) == 0 else {
      throw SystemFault("setting up SPI", code: linux_error())
    }
    return device
  }

  /// Exchanges bytes with a chip in one transfer.
  public mutating func transfer(
    select: UInt8, transmit: Span<UInt8>, receive: inout MutableSpan<UInt8>
  ) throws(PortFault) {
    precondition(receive.count >= transmit.count)
    let device = select == 0 ? first.number : second.number
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
