import CLinux
import Supervisor
import Vocabulary

/// The kernel's watchdog: resets the board unless it is fed.
public struct Watchdog: WatchdogFeeding, ~Copyable {
  private let device: FileDescriptor

  /// Opens and starts it.
  ///
  /// - Parameters:
  ///   - path: Path of the device, ending in zero.
  ///   - seconds: Time without food after which the board is reset.
  /// - Throws: `SystemFault`, also if the kernel can only wait longer than that.
  public init(_ path: Span<UInt8>, seconds: UInt16) throws(SystemFault) {
    let device = try FileDescriptor(openingDevice: path)
    let granted = linux_watchdog_configure(device.number, Int32(seconds))
    guard granted > 0 else { throw SystemFault(.watchdog, FixedText(fitting: path), code: linux_error()) }
    guard granted <= Int32(seconds) else { throw SystemFault(.watchdog, FixedText(fitting: path), code: ERANGE) }
    self.device = consume device
  }

  /// Feeds it.
  public mutating func feed() {
    _ = linux_watchdog_feed(device.number)
  }

  /// Stops it, where the kernel allows that.
  public mutating func stop() {
    linux_watchdog_stop(device.number)
  }
}
